import type { Database } from '../../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../../platform/dynamo/errors.ts';
import { getRow, queryPage } from '../../platform/dynamo/read.ts';
import { update } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import { kidOf } from '../../platform/envelope/envelope.ts';
import type { Keyring } from '../../platform/keyring/keyring.ts';
import { previousKid, switchKey } from '../../platform/keyring/rotate-keys.ts';
import type { SubjectKeys } from '../../platform/keyring/subject-keys.ts';
import { openPayload, readRow, recordRow, sealPayload } from '../../record/rows.ts';
import type { RecordRow } from '../../record/rows.ts';
import { records } from '../../record/table.ts';
import { personUnchanged } from '../../retention/markers.ts';
import { recordKey } from '../../retention/stored-record.ts';
import { subjectRow } from '../../subject/subject-row.ts';
import { subjects } from '../../subject/table.ts';
import type { Kid, SubjectId } from '../../value/ids.ts';
import type { Clock } from '../../value/time.ts';
import { rotatedClasses } from './classes.ts';

export interface RotatingDependencies {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly subjectKeys: SubjectKeys;
  readonly clock: Clock;
}

const attempts = 10;

/**
 * Puts new keys in the place of those of a person. Of a person who is being erased nothing is done:
 * the erasure destroys every key, the replaced ones included.
 *
 * @returns the keys that are being replaced: these, and no others, are destroyed in the end
 */
export async function switchKeys(
  deps: RotatingDependencies,
  subjectId: SubjectId,
): Promise<{ readonly replaced: readonly Kid[] }> {
  const classes = await rotatedClasses(deps.database, subjectId);
  for (const erasureClass of classes) {
    for (let attempt = 0; ; attempt += 1) {
      if (attempt === attempts) throw new StoreUnavailableError('a person kept changing');
      const subject = await getRow(deps.database, subjects, { subjectId }, subjectRow);
      if (subject?.status !== 'active') return { replaced: [] };
      const fence = personUnchanged(subjectId, subject.version);
      const { kind } = await switchKey(deps, { subjectId, erasureClass }, fence);
      if (kind !== 'stale') break;
    }
  }
  return { replaced: [...(await replacedKids(deps.database, subjectId)).values()] };
}

export interface RecordPlace {
  readonly after?: string;
  /** Rows that were under a replaced key. */
  readonly changed: number;
  readonly isDone: boolean;
}
export const startOfRecords: RecordPlace = { changed: 0, isDone: false };
const rowsPerPage = 100;

/** Encrypts one page of the records of a person again that are under a replaced key. */
export async function encryptPage(
  deps: RotatingDependencies,
  subjectId: SubjectId,
  place: RecordPlace,
): Promise<RecordPlace> {
  const { database } = deps;
  const options = {
    partition: { subjectId },
    limit: rowsPerPage,
    startAfter: place.after === undefined ? undefined : { subjectId, recordId: place.after },
  };
  const [{ rows, lastKey }, replaced] = await Promise.all([
    queryPage(database, records, options, recordRow),
    replacedKids(database, subjectId),
  ]);
  let { changed } = place;
  for (const row of rows) {
    if (await encryptAgain(deps, row, replaced)) changed += 1;
  }
  const after = lastKey?.['recordId'];
  return { changed, isDone: after === undefined, ...(after !== undefined && { after }) };
}

async function replacedKids(
  database: Database,
  subjectId: SubjectId,
): Promise<ReadonlyMap<string, Kid>> {
  const classes = await rotatedClasses(database, subjectId);
  const kids = await Promise.all(
    classes.map(async (one) => [one, await previousKid(database, subjectId, one)] as const),
  );
  return new Map(kids.flatMap(([one, kid]) => (kid === undefined ? [] : [[one, kid] as const])));
}

/**
 * The content stays as it is, and so does its number: the person's ETag stays valid, and the address
 * under which it is encrypted is the same. Others may change the row meanwhile: then it is read again.
 */
async function encryptAgain(
  { database, subjectKeys }: RotatingDependencies,
  read: RecordRow,
  replaced: ReadonlyMap<string, Kid>,
): Promise<boolean> {
  let row: RecordRow | undefined = read;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (row === undefined || replaced.get(row.erasureClass) !== kidOf(row.sealed)) return false;
    const payload = await openPayload(subjectKeys, row);
    // An erasure has destroyed the key meanwhile.
    if (payload === undefined) return false;
    const { subjectId, recordId, version } = row;
    const sealed = await sealPayload(subjectKeys, row, payload);
    const outcome = await transact(database, [
      update(records, recordKey(subjectId, recordId), version, { sealed }),
    ]);
    if (outcome.kind === 'committed') return true;
    row = await readRow(database, subjectId, recordId);
  }
  throw new StoreUnavailableError('a record kept changing while it was encrypted again');
}
