import * as z from 'zod';
import { withholdingGrounds } from '../../policy/vocabulary.ts';
import type { WithholdingGround } from '../../policy/vocabulary.ts';
import type { RecordId } from '../../value/ids.ts';
import { correctionGrounds } from './correction-grounds.ts';

/*
 * A request for rectification is a list of corrections, each with a target and decided by itself
 * (GDPR Art. 16, 12(4); Civ. Code 1798.106).
 */

export const maximumCorrections = 20;
/** Of all corrections of one request as compact JSON: they are in its row, which has 400 KB. */
export const maximumCorrectionBytes = 128 * 1024;

const recordId = z.string().transform((text) => text as RecordId);
const reason = z.string().optional();
/** What staff noted when they decided. */
const note = z.string().optional();
/** Values that were there when it was accepted: other systems change a value that is equal to one. */
const former = z.array(z.unknown()).optional();

/** What a person asks for. Encrypted: a pointer has names of the person's choice. */
export const askedCorrection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('replace'), recordId, content: z.unknown(), reason, note, former }),
  /** The person says that a record is wrong, and not what would be right: GDPR Art. 5(1)(d). */
  z.object({ kind: z.literal('remove'), recordId, reason, note, former }),
  z.object({
    kind: z.literal('set'),
    category: z.string(),
    pointer: z.string(),
    value: z.unknown(),
    reason,
    note,
    former,
  }),
]);
export type AskedCorrection = z.output<typeof askedCorrection>;

export const correctionDecisions = ['accept', 'refuse'] as const;

const count = z.int().nonnegative();
export const withheldCount = z.object({ ground: z.enum(withholdingGrounds), count });

/** How far an accepted correction has come. */
const work = z.object({
  /** The last record that was looked at. */
  after: recordId.optional(),
  changed: count,
  /** Records that were deleted: the contested one, and what was made from a record that was wrong. */
  removed: count,
  /** Records that an erasure would exempt, and so stay as they were. */
  withheld: z.array(withheldCount),
});
export type CorrectionWork = z.output<typeof work>;

/** One correction in the row of its request, in clear: ids, codes and counts. */
export const correctionFields = z.object({
  /** Of one record; otherwise it is about a value in all records of the category. */
  recordId: recordId.optional(),
  category: z.string(),
  decision: z.enum(correctionDecisions).optional(),
  ground: z.enum(correctionGrounds).optional(),
  decidedAt: z.string().optional(),
  work: work.optional(),
  /** Refused, or carried out on every record. */
  doneAt: z.string().optional(),
});
export type Correction = z.output<typeof correctionFields>;

export const nothingDone: CorrectionWork = { changed: 0, removed: 0, withheld: [] };

/** Where a correction is. Closed and published. */
export const correctionStates = [
  'waiting',
  'being-applied',
  'applied',
  'refused',
  /** The request was closed before. */
  'not-decided',
] as const;
type CorrectionState = (typeof correctionStates)[number];

export function stateOf({ decision, doneAt }: Correction): CorrectionState {
  if (decision === undefined) return 'waiting';
  if (decision === 'refuse') return 'refused';
  return doneAt === undefined ? 'being-applied' : 'applied';
}

export const isBeingApplied = (correction: Correction): boolean =>
  stateOf(correction) === 'being-applied';

/** Grounds on which a correction was not carried out, in whole or in part. */
export const groundsAgainst = ({ ground, work: done = nothingDone }: Correction): string[] => [
  ...new Set([
    ...(ground === undefined ? [] : [ground]),
    ...done.withheld.map((withheld) => withheld.ground),
  ]),
];

type Outcome = 'granted' | 'partly' | 'refused';

/** Something was stored that was wrong, and is not any more. */
export const isCarriedOut = ({ work: done = nothingDone }: Correction): boolean =>
  done.changed + done.removed > 0;

/** Of what is gone nothing wrong is left: that is granted, too. */
function outcomeOf(correction: Correction): Outcome {
  if (correction.decision === 'refuse') return 'refused';
  const { withheld } = correction.work ?? nothingDone;
  if (withheld.length === 0) return 'granted';
  return isCarriedOut(correction) ? 'partly' : 'refused';
}

/** The end of a request whose last correction is decided and carried out; undefined before that. */
export function endOf(
  corrections: readonly Correction[],
): 'completed' | 'partially-completed' | 'denied' | undefined {
  if (corrections.some(({ doneAt }) => doneAt === undefined)) return undefined;
  const outcomes = new Set(corrections.map(outcomeOf));
  if (outcomes.size > 1 || outcomes.has('partly')) return 'partially-completed';
  return outcomes.has('refused') ? 'denied' : 'completed';
}

/** Categories whose accuracy is still contested, each once and in order. */
export const contestedIn = (corrections: readonly Correction[]): readonly string[] =>
  [
    ...new Set(
      corrections.flatMap(({ category, doneAt }) => (doneAt === undefined ? [category] : [])),
    ),
  ].toSorted();

/** With one more record withheld on a ground. */
export const alsoWithheld = (
  withheld: CorrectionWork['withheld'],
  ground: WithholdingGround,
): CorrectionWork['withheld'] =>
  withheld.some((one) => one.ground === ground)
    ? withheld.map((one) => (one.ground === ground ? { ...one, count: one.count + 1 } : one))
    : [...withheld, { ground, count: 1 }];

/** All of them, one changed. @param number from 1, in the order of the request */
export const withCorrection = (
  corrections: readonly Correction[],
  number: number,
  change: Partial<Correction>,
): Correction[] =>
  corrections.map((one, index) => (index === number - 1 ? { ...one, ...change } : one));
