import * as z from 'zod';
import { activityEntry } from '../ledger/activity.ts';
import { entry } from '../ledger/store.ts';
import { bytesColumn, disclosureIdColumn, subjectIdColumn } from '../platform/dynamo/columns.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { getRows, queryPage } from '../platform/dynamo/read.ts';
import type { Key, Statement } from '../platform/dynamo/statement.ts';
import { insert } from '../platform/dynamo/statement.ts';
import { openJson, sealJson } from '../platform/keyring/sealed-json.ts';
import type { LedgerKeys, RowAddress, SubjectKeys } from '../platform/keyring/subject-keys.ts';
import { requestEvidenceEnd } from '../policy/evidence.ts';
import type { Policy } from '../policy/schema.ts';
import type { DisclosureId, SubjectId } from '../value/ids.ts';
import type { Clock } from '../value/time.ts';
import { seconds, toEpochSeconds } from '../value/time.ts';
import type { Disclosed, Disclosure } from './model/disclosure.ts';
import { disclosureContent, noteDisclosure } from './model/disclosure.ts';
import { disclosures } from './table.ts';

export interface DisclosureReads {
  readonly database: Database;
  readonly subjectKeys: SubjectKeys;
  readonly clock: Clock;
}

/** One disclosure as it is to be stored. */
export interface NewDisclosure extends Disclosure {
  readonly subjectId: SubjectId;
  readonly disclosureId: DisclosureId;
}

export interface StoredDisclosure extends Disclosure {
  readonly disclosureId: DisclosureId;
}

/** The activity and the ledger entry of the same event use this key already. */
const erasureClass = 'ledger';

type RowKey = Pick<NewDisclosure, 'subjectId' | 'disclosureId'>;
const addressOf = ({ subjectId, disclosureId }: RowKey): RowAddress => ({
  table: disclosures,
  key: { subjectId, disclosureId },
  contentVersion: 1,
});

/**
 * The row, its ledger entry and what the person looks up of it: they belong in one transaction. Only for
 * people who are not being erased.
 */
export async function statementsOf(
  deps: {
    readonly subjectKeys: LedgerKeys;
    readonly policy: Pick<Policy, 'version' | 'evidence' | 'controller'>;
    readonly clock: Clock;
  },
  { subjectId, disclosureId, ...content }: NewDisclosure,
): Promise<readonly [Statement, Statement, Statement]> {
  const key = { subjectId, disclosureId };
  const { recipient, purpose, categories } = content;
  const codes = { recipient, purpose, categories: [...categories] };
  const entered = await entry(deps, 'disclosure.recorded', codes, subjectId);
  const row = insert(disclosures, {
    ...key,
    content: await sealJson(deps.subjectKeys, subjectId, erasureClass, addressOf(key), content),
    // What a person can look up of it ends with the proof of requests, which is about the same rights.
    expiresAt: toEpochSeconds(requestEvidenceEnd(deps.policy, deps.clock())),
    version: 1,
  });
  return [row, entered, await activityEntry(deps, subjectId, 'disclosure', codes, entered)];
}

const keyRow = z.object({ subjectId: subjectIdColumn, disclosureId: disclosureIdColumn });

/**
 * Which of up to 100 disclosures are stored, in one read.
 *
 * @throws StoreUnavailableError
 */
export async function storedOf(
  database: Database,
  keys: readonly RowKey[],
): Promise<ReadonlySet<DisclosureId>> {
  const wanted = keys.map(({ subjectId, disclosureId }) => ({ subjectId, disclosureId }));
  const rows = await getRows(database, disclosures, wanted, keyRow);
  return new Set(rows.map(({ disclosureId }) => disclosureId));
}

const contentRow = keyRow.extend({ content: bytesColumn, expiresAt: z.int().transform(seconds) });

/** Rows that are decrypted together, with one look at the key. */
const rowsAtOnce = 500;

/**
 * Every disclosure of one person, in the order in which they were recorded.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 * @throws SealBrokenError, CorruptRowError when a row was altered or moved
 */
export async function* everyDisclosure(
  deps: DisclosureReads,
  subjectId: SubjectId,
): AsyncGenerator<StoredDisclosure, void> {
  let startAfter: Key | undefined;
  do {
    const options = { partition: { subjectId }, limit: rowsAtOnce, startAfter };
    const { rows, lastKey } = await queryPage(deps.database, disclosures, options, contentRow);
    const opened = await Promise.all(rows.map((row) => openRow(deps, row)));
    yield* opened.filter((one) => one !== undefined);
    startAfter = lastKey;
  } while (startAfter !== undefined);
}

/** Undefined once it has ended: the database deletes it later. */
async function openRow(
  { subjectKeys, clock }: DisclosureReads,
  { content, expiresAt, ...key }: z.output<typeof contentRow>,
): Promise<StoredDisclosure | undefined> {
  if (expiresAt <= toEpochSeconds(clock())) return undefined;
  const opened = await openJson(
    ...([subjectKeys, key.subjectId, erasureClass, addressOf(key), content] as const),
    disclosureContent,
  );
  return opened.kind === 'opened' ? { disclosureId: key.disclosureId, ...opened.value } : undefined;
}

/**
 * The recipients that data of a person was disclosed to: GDPR Art. 15(1)(c), 19. In the order of first disclosure.
 *
 * @throws as `everyDisclosure`
 */
export async function disclosedTo(
  deps: DisclosureReads,
  subjectId: SubjectId,
): Promise<readonly Disclosed[]> {
  const known = new Map<string, Disclosed>();
  for await (const one of everyDisclosure(deps, subjectId)) noteDisclosure(known, one);
  return [...known.values()];
}

/**
 * The same by category of data.
 *
 * @throws as `everyDisclosure`
 */
export async function disclosedByCategory(
  deps: DisclosureReads,
  subjectId: SubjectId,
): Promise<ReadonlyMap<string, readonly Disclosed[]>> {
  const known = new Map<string, Map<string, Disclosed>>();
  for await (const one of everyDisclosure(deps, subjectId)) {
    for (const category of one.categories) {
      const recipients = known.get(category) ?? new Map<string, Disclosed>();
      known.set(category, recipients);
      noteDisclosure(recipients, { ...one, categories: [category] });
    }
  }
  return new Map([...known].map(([category, recipients]) => [category, [...recipients.values()]]));
}
