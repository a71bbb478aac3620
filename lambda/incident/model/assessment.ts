import * as z from 'zod';
import { riskQuestions, risks } from './risk.ts';
import type { RiskAnswers } from './risk.ts';

export const riskAnswers = z.strictObject({
  sensitivity: z.enum(riskQuestions.sensitivity),
  volume: z.enum(riskQuestions.volume),
  identification: z.enum(riskQuestions.identification),
  severity: z.enum(riskQuestions.severity),
  likelihood: z.enum(riskQuestions.likelihood),
  people: z.enum(riskQuestions.people),
  controller: z.enum(riskQuestions.controller),
  number: z.enum(riskQuestions.number),
} satisfies Record<keyof RiskAnswers, z.ZodType<string>>);

/** Staff decide; the proposal is from the answers. */
export const assessment = z.object({
  answers: riskAnswers,
  proposed: z.enum(risks),
  risk: z.enum(risks),
  reasons: z.string(),
  at: z.string(),
});
export type Assessment = z.output<typeof assessment>;
