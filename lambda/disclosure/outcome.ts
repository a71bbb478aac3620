import * as z from 'zod';
import { disclosureIdColumn, subjectIdColumn } from '../platform/dynamo/columns.ts';
import { itemProblem } from '../platform/http/item.ts';
import type { Problem, ProblemDetail } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import type { CoverageReason } from './model/agreement.ts';
import { coverageReasons } from './model/agreement.ts';
import type { Refusal } from './model/refusal.ts';

const refusal = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('in-future') }),
  z.strictObject({
    kind: z.literal('not-covered'),
    denials: z
      .array(z.strictObject({ position: z.int().optional(), reason: z.enum(coverageReasons) }))
      .readonly(),
  }),
  z.strictObject({ kind: z.literal('subject-unknown') }),
  z.strictObject({ kind: z.literal('subject-erased') }),
  z.strictObject({ kind: z.literal('frozen') }),
  z.strictObject({ kind: z.literal('restricted') }),
  z.strictObject({
    kind: z.literal('not-permitted'),
    denials: z
      .array(z.strictObject({ position: z.int(), reasons: z.array(z.string()).readonly() }))
      .readonly(),
  }),
]) satisfies z.ZodType<Refusal>;

const outcome = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('recorded'),
    subjectId: z.uuid().pipe(subjectIdColumn),
    disclosureId: z.uuid().pipe(disclosureIdColumn),
  }),
  z.strictObject({ kind: z.literal('refused'), refusal }),
]);

/** What became of one disclosure; has ids and enum values only, so that a replay can rebuild it. */
export type DisclosureOutcome = z.output<typeof outcome>;
export type Recorded = Extract<DisclosureOutcome, { kind: 'recorded' }>;

/** Outcomes as the ids of an idempotency key, by position. */
export const toIds = (outcomes: readonly DisclosureOutcome[]): Record<string, string> =>
  Object.fromEntries(outcomes.map((one, position) => [String(position), JSON.stringify(one)]));

/** @throws ZodError when the row is not one that `toIds` made: a fault, answered as 500 */
export const fromIds = (ids: Readonly<Record<string, string>>): DisclosureOutcome[] =>
  Object.keys(ids)
    .sort((one, other) => Number(one) - Number(other))
    .map((position) => outcome.parse(JSON.parse(ids[position] ?? 'null')));

/** @param place of the item in its batch */
export const itemOf = (one: DisclosureOutcome, place: number) =>
  one.kind === 'recorded'
    ? { status: 201, disclosureId: one.disclosureId }
    : itemProblem(problemOf(one.refusal, `/items/${place}`));

/** The field of the item that a reason is about. */
const fieldOf: Readonly<Record<CoverageReason, string>> = {
  'recipient-unknown': 'recipient',
  'recipient-not-of-purpose': 'recipient',
  'agreement-not-begun': 'recipient',
  'agreement-expired': 'recipient',
  'purpose-not-in-agreement': 'purpose',
  'category-not-in-agreement': 'categories',
  'transfer-without-mechanism': 'recipient',
  'transfer-assessment-lapsed': 'recipient',
};

/** @param at pointer to the item in the body; empty where the body is the item */
export function problemOf(reason: Refusal, at = ''): Problem {
  const denied = (pointer: string, reasons: readonly string[]): ProblemDetail => ({
    pointer: `${at}/${pointer}`,
    message: `this disclosure is denied: ${reasons.join(', ')}`,
  });
  switch (reason.kind) {
    case 'in-future':
      return problem('invalid-input', {
        errors: [{ pointer: `${at}/at`, message: 'send a time that has passed' }],
      });
    case 'not-covered':
      return problem('processing-not-permitted', {
        detail: 'No agreement of the policy that is in force covers this disclosure.',
        errors: reason.denials.map((denial) =>
          denied(
            [
              fieldOf[denial.reason],
              ...(denial.position === undefined ? [] : [denial.position]),
            ].join('/'),
            [denial.reason],
          ),
        ),
      });
    case 'not-permitted':
      return problem('processing-not-permitted', {
        errors: reason.denials.map(({ position, reasons }) =>
          denied(`categories/${position}`, reasons),
        ),
      });
    case 'subject-unknown':
      return problem('not-found', {
        detail:
          'No person is registered under this identifier: register them with POST /v1/subjects first.',
        errors: [
          { pointer: `${at}/subject`, message: 'send an identifier of a registered person' },
        ],
      });
    case 'subject-erased':
      return problem('subject-erased', { detail: 'Disclose no data of this person.' });
    case 'frozen':
      return problem('processing-frozen', {
        detail:
          'Nothing is disclosed until the incident is contained: try again later. Ask nothing of the person.',
      });
    case 'restricted':
      return problem('processing-restricted', {
        detail: 'Wait until the restriction is lifted; the person is informed before that happens.',
      });
  }
}
