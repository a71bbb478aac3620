import * as z from 'zod';
import { denyReasons } from '../../consent/model/decision.ts';
import { subjectIdColumn } from '../../platform/dynamo/columns.ts';
import { itemProblem } from '../../platform/http/item.ts';
import type { Problem, ProblemDetail, ProblemSlug } from '../../platform/http/problem.ts';
import { problem } from '../../platform/http/problem.ts';

const refusal = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('denied'), reasons: z.array(z.enum(denyReasons)).min(1) }),
  z.strictObject({ kind: z.literal('period-closed') }),
  z.strictObject({ kind: z.literal('contribution-exhausted') }),
]);
export type Refusal = z.output<typeof refusal>;

const outcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('accepted'), subjectId: z.uuid().pipe(subjectIdColumn) }),
  z.strictObject({ kind: z.literal('refused'), refusal }),
]);

/** What became of one measurement; has ids and enum values only, so that a replay can rebuild it. */
export type MeasurementOutcome = z.output<typeof outcome>;

/** A measurement that is not one of its measure: the contract cannot say it, the policy does. */
export interface Misshapen {
  readonly kind: 'misshapen';
  /** Pointers begin at the measurement. */
  readonly errors: readonly ProblemDetail[];
}

/** Outcomes of a call as the ids of its idempotency key, by place in the call. */
export const toIds = (outcomes: ReadonlyMap<number, MeasurementOutcome>): Record<string, string> =>
  Object.fromEntries([...outcomes].map(([place, one]) => [String(place), JSON.stringify(one)]));

/** @throws ZodError when the row is not one that `toIds` made: a fault, answered as 500 */
export const fromIds = (
  ids: Readonly<Record<string, string>>,
): ReadonlyMap<number, MeasurementOutcome> =>
  new Map(
    Object.entries(ids).flatMap(([place, one]) =>
      /^\d+$/.test(place) ? [[Number(place), outcome.parse(JSON.parse(one))] as const] : [],
    ),
  );

/** The most decisive reason. */
export const reasonOf = (one: Refusal | Misshapen): string => {
  switch (one.kind) {
    case 'misshapen':
      return 'invalid-input';
    case 'denied':
      return one.reasons[0] ?? 'invalid-input';
    case 'period-closed':
    case 'contribution-exhausted':
      return one.kind;
  }
};

export const itemOf = (one: MeasurementOutcome | Misshapen, at: string) =>
  one.kind === 'accepted'
    ? { status: 202 }
    : itemProblem(problemOf(one.kind === 'refused' ? one.refusal : one, at));

/** @param at pointer to the measurement in the body; empty where the body is it */
export function problemOf(one: Refusal | Misshapen, at: string): Problem {
  switch (one.kind) {
    case 'misshapen':
      return problem('invalid-input', {
        errors: one.errors.map(({ pointer, message }) => ({ pointer: `${at}${pointer}`, message })),
      });
    case 'denied':
      return denied(one.reasons, at);
    case 'period-closed':
      return problem('conflict', {
        detail: 'The period is being counted: send measurements of the next one.',
        errors: [{ pointer: at, message: 'this measurement is not counted: period-closed' }],
      });
    case 'contribution-exhausted':
      return problem('conflict', {
        detail:
          'As many measurements of this person are counted in this period as the policy allows.',
        errors: [
          { pointer: at, message: 'this measurement is not counted: contribution-exhausted' },
        ],
      });
  }
}

/** Reasons that have a problem type of their own. */
const slugs: Readonly<Record<string, ProblemSlug>> = {
  'subject-unknown': 'not-found',
  'subject-erased': 'subject-erased',
  'processing-frozen': 'processing-frozen',
  'processing-restricted': 'processing-restricted',
};

const denied = (reasons: readonly string[], at: string): Problem =>
  problem(slugs[reasons[0] ?? ''] ?? 'processing-not-permitted', {
    errors: [
      {
        pointer: reasons[0] === 'subject-unknown' ? `${at}/subject` : at,
        message: `this measurement is denied: ${reasons.join(', ')}`,
      },
    ],
  });
