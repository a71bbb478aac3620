import * as z from 'zod';

/** Evidence that survives an erasure by itself; everything else that is withheld are records. */
export const evidenceCategories = ['consent-evidence', 'request-evidence'] as const;

export const isEvidence = (category: string): boolean =>
  evidenceCategories.some((evidence) => evidence === category);

/** What an erasure keeps, as the row of the request and the answer have it. */
export const withheldItem = z
  .strictObject({
    category: z
      .string()
      .describe('A category of the policy, `consent-evidence` or `request-evidence`.'),
    count: z.int().nonnegative(),
    ground: z.string(),
    reference: z.string(),
    until: z.iso.datetime().optional(),
  })
  .meta({
    id: 'WithheldItem',
    description: 'What erasure keeps, on which ground, until when.',
  });
export type WithheldItem = z.output<typeof withheldItem>;
