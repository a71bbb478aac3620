/** `npm run mutation`: how many small defects in the models the tests notice. Under 85 % it fails. */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // Text that people read is reviewed by people.
  mutator: { excludedMutations: ['StringLiteral'] },
  ignoreStatic: true,
  mutate: ['lambda/*/model/*.ts', 'lambda/policy/{grounds,jurisdictions,periods,protective}.ts'],
  tempDirName: '.stryker',
  reporters: ['clear-text', 'progress'],
  clearTextReporter: { logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 85 },
  concurrency: 2,
};
