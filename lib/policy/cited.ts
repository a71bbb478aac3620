import * as z from 'zod';

const sources = z.union([z.string(), z.array(z.string()).min(1)]);
/** `src` where the fact was read, or `verified: false`; a fact with neither rests on nothing. */
export const citedFields = {
  ref: z.string(),
  src: sources.optional(),
  verified: z.literal(false).optional(),
};
export const saysHowItIsKnown = (facts: object): boolean => {
  const wasRead = 'src' in facts && facts.src !== undefined;
  return wasRead !== ('verified' in facts && facts.verified === false);
};
export const oneOfTwo = { error: 'must say `src`, or `verified: false`, and not both' };

export const cited = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.object({ ...citedFields, ...shape }).refine(saysHowItIsKnown, oneOfTwo);
