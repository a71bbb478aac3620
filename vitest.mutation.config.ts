import { defineConfig } from 'vitest/config';

/** The tests of models, which need no server: a mutant is judged in milliseconds. */
export default defineConfig({
  test: {
    include: ['test/{consent,decision,policy,record,request,retention,subject}/*.test.ts'],
    testTimeout: 60_000,
    exclude: [
      'test/**/*.{integration,stack,e2e,long}.test.ts',
      'test/policy/*{command,diff,mistakes,loader,broken-policies,json-schema}*.test.ts',
      'test/request/export*.test.ts',
    ],
    isolate: false,
  },
});
