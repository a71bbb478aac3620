import * as z from 'zod';
import { breachStarts } from '../../lambda/policy/breach-law.ts';
import { spanUnits } from '../../lambda/policy/spans.ts';
import { cited } from './cited.ts';

const amount = z.int().min(1);
const timed = z.enum([...spanUnits, 'hours']);
const unit = z.enum([...timed.options, 'immediately', 'without-undue-delay']);

/** `{amount: 72, unit: hours, from: awareness, ref: art. 33(1), src: gdpr33}` */
const breachClock = cited({
  amount: amount.optional(),
  unit,
  from: z.enum(breachStarts).default('awareness'),
  standard: z.string().optional(),
  threshold: z.string().optional(),
  late: z.literal('reasons').optional(),
  exceptions: z.array(cited({ code: z.string() })).optional(),
  supplement: z.object({ amount, unit: timed }).optional(),
}).refine(
  ({ amount: number, unit: of }) => (number !== undefined) === timed.safeParse(of).success,
  {
    path: ['amount'],
    error:
      'must be there with hours, days and months, and not with immediately or without-undue-delay',
  },
);
export type BreachClockFacts = z.output<typeof breachClock>;

export const breachFacts = z.strictObject({
  authority: breachClock.optional(),
  authority_final: breachClock.optional(),
  subjects: breachClock.optional(),
  assessment: breachClock.optional(),
  possible_leak: breachClock.optional(),
  cert_in: breachClock.optional(),
  processor: breachClock.optional(),
});
export type BreachFacts = z.output<typeof breachFacts>;
