import type { Policy } from '../../lambda/policy/schema.ts';

/** What the approval of a model needs, in lines. */
export const modelLines = ({ models: { assessment, staleFor } }: Policy): string[] => [
  `  impact assessment: ${assessment.length === 0 ? 'of no risk class' : assessment.join(' ')}`,
  `  training sets: ${staleFor === undefined ? 'not stale' : `stale for ${staleFor} at most`}`,
];
