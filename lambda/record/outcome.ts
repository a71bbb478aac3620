import * as z from 'zod';
import { recordIdColumn, subjectIdColumn } from '../platform/dynamo/columns.ts';
import { itemProblem } from '../platform/http/item.ts';
import type { Problem, ProblemDetail } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import { milliseconds, seconds, toEpochMilliseconds, toRfc3339 } from '../value/time.ts';
import { minimisations } from '../policy/vocabulary.ts';
import type { MinimisationWarning, Refusal } from './model/record.ts';
import { maximumContentBytes, maximumDerived, minimisationWarnings } from './model/record.ts';
import type { NewRecord } from './rows.ts';

const positions = z.array(z.int()).readonly();
const refusal = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unknown-category') }),
  z.strictObject({ kind: z.literal('unknown-purposes'), positions }),
  z.strictObject({ kind: z.literal('unknown-recipient') }),
  z.strictObject({ kind: z.literal('content-too-large') }),
  z.strictObject({
    kind: z.literal('not-minimised'),
    faults: z.array(z.strictObject({ pointer: z.string(), by: z.enum(minimisations) })).readonly(),
  }),
  z.strictObject({ kind: z.literal('collected-in-future') }),
  z.strictObject({ kind: z.literal('unknown-source') }),
  z.strictObject({ kind: z.literal('derived-source') }),
  z.strictObject({ kind: z.literal('exhausted-source') }),
  z.strictObject({ kind: z.literal('already-expired') }),
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

const written = z.strictObject({
  kind: z.literal('written'),
  subjectId: z.uuid().pipe(subjectIdColumn),
  recordId: z.uuid().pipe(recordIdColumn),
  collectedAt: z.int().transform(milliseconds),
  expiresAt: z.int().transform(seconds),
  policyVersion: z.string(),
  warnings: z.array(z.enum(minimisationWarnings)).readonly().optional(),
});
const outcome = z.discriminatedUnion('kind', [
  written,
  z.strictObject({ kind: z.literal('refused'), refusal }),
]);

export type RecordWritten = z.output<typeof written>;
/** What became of one item; holds ids, times and closed words, so that a replay can rebuild it. */
export type RecordOutcome = z.output<typeof outcome>;

export const writtenOutcome = (
  draft: NewRecord,
  warnings?: readonly MinimisationWarning[],
): RecordWritten => ({
  kind: 'written',
  subjectId: draft.subjectId,
  recordId: draft.recordId,
  collectedAt: draft.collectedAt,
  expiresAt: draft.expiresAt,
  policyVersion: draft.policyVersion,
  warnings,
});

export const refusedOutcome = (reason: Refusal): RecordOutcome => ({
  kind: 'refused',
  refusal: reason,
});

/** Outcomes as the ids of an idempotency key, by position. */
export const toIds = (outcomes: readonly RecordOutcome[]): Record<string, string> =>
  Object.fromEntries(outcomes.map((one, position) => [String(position), JSON.stringify(one)]));

/** @throws ZodError when the row is not one that `toIds` made: a fault, answered as 500 */
export const fromIds = (ids: Readonly<Record<string, string>>): RecordOutcome[] =>
  Object.keys(ids)
    .sort((one, other) => Number(one) - Number(other))
    .map((position) => outcome.parse(JSON.parse(ids[position] ?? 'null')));

export const writtenBody = ({ recordId, expiresAt, warnings }: RecordWritten) => ({
  recordId,
  expiresAt: toRfc3339(toEpochMilliseconds(expiresAt)),
  warnings,
});

/** @param place of the item in its batch */
export const itemOf = (one: RecordOutcome, place: number) =>
  one.kind === 'written'
    ? { status: 201, ...writtenBody(one) }
    : itemProblem(problemOf(one.refusal, `/items/${place}`));

/** @param at pointer to the item in the body; empty where the body is the item */
export function problemOf(reason: Refusal, at = ''): Problem {
  const invalid = (...errors: ProblemDetail[]) => problem('invalid-input', { errors });
  switch (reason.kind) {
    case 'unknown-category':
      return invalid({ pointer: `${at}/category`, message: 'send a category of the policy' });
    case 'unknown-purposes':
      return invalid(
        ...reason.positions.map((position) => ({
          pointer: `${at}/purposes/${position}`,
          message: 'send a purpose of the policy',
        })),
      );
    case 'unknown-recipient':
      return invalid({
        pointer: `${at}/source/recipient`,
        message: 'send a recipient of the policy, or say in words where the data is from',
      });
    case 'content-too-large':
      return problem('payload-too-large', {
        detail: `The content may have at most ${maximumContentBytes} bytes as compact JSON.`,
        errors: [{ pointer: `${at}/content`, message: 'send less, or several records' }],
      });
    case 'not-minimised':
      return invalid(
        ...reason.faults.map(({ pointer, by }) => ({
          pointer: `${at}/content${pointer}`,
          message:
            by === 'truncate-ip'
              ? 'send an IPv4 or IPv6 address, or leave it out: a part of it is stored'
              : 'send text or a number, or leave it out: a pseudonym is stored',
        })),
      );
    case 'collected-in-future':
      return invalid({ pointer: `${at}/collectedAt`, message: 'send a time that has passed' });
    case 'unknown-source':
      return invalid({ pointer: `${at}/derivedFrom`, message: 'send a record of the same person' });
    case 'derived-source':
      return invalid({
        pointer: `${at}/derivedFrom`,
        message: 'send the original: this record is itself made from another one',
      });
    case 'exhausted-source':
      return invalid({
        pointer: `${at}/derivedFrom`,
        message: `at most ${maximumDerived} records are made from one: leave this out`,
      });
    case 'already-expired':
      return invalid({
        pointer: `${at}/collectedAt`,
        message: 'the retention periods of all purposes are over: do not store data of this age',
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
      return problem('subject-erased', {
        detail: 'No data is stored for this person until POST /v1/subjects registers them again.',
      });
    case 'frozen':
      return problem('processing-frozen', {
        detail:
          'Nothing is stored or used until the incident is contained: try again later. Ask nothing of the person.',
      });
    case 'restricted':
      return problem('processing-restricted', {
        detail: 'Wait until the restriction is lifted; the person is informed before that happens.',
      });
    case 'not-permitted':
      return problem('processing-not-permitted', {
        errors: reason.denials.map(({ position, reasons }) => ({
          pointer: `${at}/purposes/${position}`,
          message: `this purpose is denied: ${reasons.join(', ')}`,
        })),
      });
  }
}
