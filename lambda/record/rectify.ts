import { isDeepStrictEqual } from 'node:util';
import type { Statement } from '../platform/dynamo/statement.ts';
import type { PersonFacts } from '../retention/person-store.ts';
import { seenBy } from '../retention/person-store.ts';
import { isHeld } from '../retention/model/hold.ts';
import { openRetentionRules } from '../retention/model/retention-end.ts';
import { pseudonymFor } from './authorize-write.ts';
import { contentChange, removal, statementsPerRemoval } from './content-change.ts';
import type { Exempt } from './delete.ts';
import { keptBy } from './delete.ts';
import { withDerived } from './derive.ts';
import { minimise } from './minimise.ts';
import type { Refusal, VersionedRecord } from './model/record.ts';
import type { RecordRow, RecordsDependencies } from './rows.ts';
import { openRow } from './rows.ts';

/** What is to become of the content of a record. */
export type Edit =
  | { readonly kind: 'replace'; readonly content: unknown }
  | { readonly kind: 'remove' }
  /** It is not concerned. */
  | { readonly kind: 'leave' };

export type Rectification =
  | {
      readonly kind: 'planned';
      /** Valid while the row of the person has the version that was read. */
      readonly statements: readonly Statement[];
      readonly changed: number;
      readonly removed: number;
      /** Of what was made from it. */
      readonly exempt: readonly Exempt[];
      /** False where what was made from it did not fit: plan again after these statements. */
      readonly complete: boolean;
    }
  /** It is gone, or not concerned, or as it should be. */
  | { readonly kind: 'nothing' }
  | Exempt
  | Extract<Refusal, { kind: 'not-minimised' }>;

/** The record as its person reads it; undefined where it is gone. */
export async function openFor(
  { subjectKeys }: Pick<RecordsDependencies, 'subjectKeys'>,
  { person }: PersonFacts,
  row: RecordRow,
): Promise<VersionedRecord | undefined> {
  if (row.withheld !== undefined) return undefined;
  const seen = seenBy(openRetentionRules(person), row);
  return seen && openRow(subjectKeys, row, seen);
}

/**
 * What rectifies one record that the privacy team found wrong (GDPR Art. 16), whosever statement it is.
 * What was made from it reports the same, and no one else can correct it: it is deleted (Art. 5(1)(d)).
 * What a legal hold keeps stays as it is, as evidence (Art. 17(3)(e)); what an erasure would exempt
 * on another ground is not deleted (Art. 17(3)(b)), but the law that orders to retain it does not order
 * that it be wrong: whether it may be changed is what the privacy team decides.
 *
 * @param room statements that may be planned
 * @throws StoreUnavailableError, KeyringUnavailableError
 * @throws SealBrokenError where the row was altered or moved
 */
export async function planRectification(
  deps: RecordsDependencies,
  facts: PersonFacts,
  row: RecordRow,
  edit: (content: unknown) => Edit,
  room: number,
): Promise<Rectification> {
  const stored = await openFor(deps, facts, row);
  if (stored === undefined) return nothing;
  const edited = edit(stored.content);
  if (edited.kind === 'leave') return nothing;
  const { heldCategories } = facts.person;
  const exempt = keptBy(deps, { ...row, expiresAt: stored.expiresAt }, heldCategories);
  const isFixed = edited.kind === 'remove' || isHeld(deps.policy, heldCategories, row.category);
  if (exempt !== undefined && isFixed) return exempt;
  const next = await nextContent(deps, row, stored, edited);
  if (next.kind === 'nothing' || next.kind === 'not-minimised') return next;

  const [, ...made] = await withDerived(deps.database, row);
  const judged = made.map((one) => ({ one, ruling: keptBy(deps, one, heldCategories) }));
  const going = judged.flatMap(({ one, ruling }) => (ruling === undefined ? [one] : []));
  const staying = judged.flatMap(({ one, ruling }) =>
    ruling === undefined ? [] : [{ one, ruling }],
  );
  const fitting = Math.max(0, Math.floor(room / statementsPerRemoval) - 1);
  const removals = await Promise.all(
    going.slice(0, fitting).map((one) => removal(deps, one, 'privacy-team')),
  );
  // What was made from it first: after an interruption the record is still there to be rectified.
  if (going.length > fitting) {
    const removed = removals.length;
    const statements = removals.flat();
    return { kind: 'planned', statements, removed, changed: 0, exempt: [], complete: false };
  }
  const derived = staying.map(({ one }) => one.recordId);
  const own =
    next.kind === 'remove'
      ? await removal(deps, row, 'privacy-team')
      : await contentChange(deps, row, stored, {
          ...{ content: next.content, derived },
          by: 'privacy-team',
        });
  return {
    kind: 'planned',
    statements: [...removals.flat(), ...own],
    changed: next.kind === 'remove' ? 0 : 1,
    removed: removals.length + (next.kind === 'remove' ? 1 : 0),
    exempt: staying.map(({ ruling }) => ruling),
    complete: true,
  };
}

const nothing = { kind: 'nothing' } as const;

async function nextContent(
  deps: RecordsDependencies,
  row: RecordRow,
  stored: VersionedRecord,
  edited: Exclude<Edit, { kind: 'leave' }>,
) {
  if (edited.kind === 'remove') return edited;
  const minimised = await minimise(deps.policy, row.category, edited.content, {
    pseudonym: pseudonymFor(deps, row.subjectId),
    stored: stored.content,
  });
  if (minimised.kind === 'not-minimised') return minimised;
  const { content } = minimised;
  return isDeepStrictEqual(content, stored.content)
    ? nothing
    : ({ kind: 'replace', content } as const);
}
