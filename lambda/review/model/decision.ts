import * as z from 'zod';

/** Limits of the API: characters of a line, of the explanation, and how many factors. */
export const maximumLine = 500;
export const maximumLogic = 2_000;
export const maximumFactors = 20;

/**
 * What a system decided about a person and why, as the content of a record. Read leniently: a record
 * of the category that was not written by this module is no decision.
 */
export const decisionContent = z.object({
  /** Name of the system that decided. */
  system: z.string(),
  outcome: z.object({
    value: z.string(),
    favourable: z.boolean().optional(),
    score: z.number().optional(),
  }),
  /** What weighed most, in words: GDPR Art. 15(1)(h). */
  mainFactors: z.array(z.string()).readonly(),
  /** How the system comes to an outcome, where the system says more than the policy. */
  logic: z.string().optional(),
  model: z.string().optional(),
});
export type DecisionContent = z.output<typeof decisionContent>;
