import { defineConfig } from 'vitest/config';

/** The tests of models, which need no server: a mutant is judged in milliseconds. */
export default defineConfig({
  test: {
    include: [
      'test/{appeal,consent,decision,follow-up,opening,policy,record,rectification,request,request-view,retention,staff,subject}/*.test.ts',
    ],
    testTimeout: 60_000,
    exclude: [
      'test/**/*.{integration,property,stack,e2e,long}.test.ts',
      'test/policy/*{broken-policies,command,deploy-rules,diff,json-schema,loader,warnings}*.test.ts',
      'test/request/export*.test.ts',
      // Seconds for each mutant; the tables of the same rules tell within milliseconds.
      'test/decision/oracle*.test.ts',
    ],
    isolate: false,
  },
});
