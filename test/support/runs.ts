/**
 * Number of cases of a property: some in `npm test`, several times as many in `npm run test:long`,
 * which sets the factor (vitest.config.ts).
 */
export const runs = (usual: number): number => usual * Number(process.env['TEST_RUNS_FACTOR'] ?? 1);
