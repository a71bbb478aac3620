import { defineConfig } from 'vitest/config';

// Files of a project share their modules: loading the SDK and the CDK anew for each took a third of the time.
const project = (
  name: string,
  include: string[],
  testTimeout: number,
  rest: { readonly env?: Record<string, string>; readonly globalSetup?: string } = {},
) => ({
  test: {
    name,
    include,
    testTimeout,
    hookTimeout: 600_000,
    allowOnly: false,
    isolate: false,
    ...rest,
  },
});

const globalSetup = 'test/support/synthesized.ts';

export default defineConfig({
  test: {
    projects: [
      project(
        'unit',
        ['test/**/*.test.ts', '!test/**/*.{integration,property,stack,e2e,long}.test.ts'],
        60_000,
      ),
      project('integration', ['test/**/*.{integration,property}.test.ts'], 60_000),
      project('stacks', ['test/**/*.stack.test.ts'], 60_000),
      project('e2e', ['test/**/*.e2e.test.ts'], 180_000, { globalSetup }),
      project('long', ['test/**/*.{long,property}.test.ts'], 600_000, {
        env: { TEST_RUNS_FACTOR: '8' },
        globalSetup,
      }),
    ],
  },
});
