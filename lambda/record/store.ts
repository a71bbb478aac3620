import * as z from 'zod';
import { queryAll } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import type { ReadKeyRows } from '../platform/keyring/key-row.ts';
import type { CivilDate } from '../policy/periods.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import { newRecordId } from '../value/ids.ts';
import type { EpochMilliseconds, EpochSeconds } from '../value/time.ts';
import type { WithholdingGround } from '../policy/vocabulary.ts';
import { withholdingGrounds } from '../policy/vocabulary.ts';
import type { AllOrListed } from '../retention/model/hold.ts';
import { openCopier, openReader } from '../retention/person-store.ts';
import { isGone } from '../retention/model/retention.ts';
import type { DeleteOutcome } from './delete.ts';
import { deleteRecord } from './delete.ts';
import { readLive } from './live.ts';
import type { ExemptQuery, PageQuery, RecordPage } from './pages.ts';
import { readExemptPage, readPage } from './pages.ts';
import type { Purged, PurgeOptions } from './purge.ts';
import { purge, purgeReleased } from './purge.ts';
import type {
  OpenedRecord,
  RecordInput,
  VersionedRecord,
  WithheldRecords,
} from './model/record.ts';
import { erasureClassOf } from './model/record.ts';
import type { Derivation, NewRecord, RecordRow, RecordsDependencies } from './rows.ts';
import { openEach, openRow, storedEnd } from './rows.ts';
import { records } from './table.ts';
import type { Settled } from './released.ts';
import { settleWithheld } from './released.ts';
import type { PurposesSeen } from './withhold.ts';
import { resealWithheld } from './withhold.ts';
import type { WriteOutcome } from './write.ts';
import { missingOf, writeMissing, writeNew } from './write.ts';

/** How many rows there are, live or not; `withheld` where they outlive the person's erasure. */
export interface RecordCount {
  readonly category: string;
  readonly count: number;
  readonly withheld?: WithholdingGround;
}

/**
 * The records of one person at a time. Rows whose time is over, whose key is destroyed or which
 * are withheld from an erasure are in no list.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError from every method
 * @throws SealBrokenError where a row was altered or moved
 */
export interface Records {
  /** A record ready to be written, under a new id unless a replay names the first one. */
  draft(subjectId: SubjectId, input: RecordInput, times: DraftTimes, id?: RecordId): NewRecord;
  /**
   * Writes all drafts, one with `extra`, several after it: see `writeNew`. After an interruption
   * `writeMissing` completes them.
   *
   * @param keyRows that were read just now, with the person
   */
  write(
    drafts: readonly NewRecord[],
    extra: readonly Statement[],
    keyRows?: ReadKeyRows,
  ): Promise<WriteOutcome>;
  /** Those drafts that are neither there nor were deleted since. */
  missing(drafts: readonly NewRecord[]): Promise<readonly NewRecord[]>;
  /** Writes those that are still missing. */
  writeMissing(drafts: readonly NewRecord[]): Promise<void>;
  page(subjectId: SubjectId, query: PageQuery): Promise<RecordPage>;
  exemptPage(subjectId: SubjectId, query: ExemptQuery): Promise<RecordPage>;
  get(subjectId: SubjectId, recordId: RecordId): Promise<VersionedRecord | undefined>;
  /** Deletes one record and what was made from it, each explained to the stream and entered. */
  delete(subjectId: SubjectId, recordId: RecordId): Promise<DeleteOutcome>;
  /** Every live record, oldest first; those that follow `after`. */
  readAll(subjectId: SubjectId, after?: RecordId): AsyncGenerator<OpenedRecord, void>;
  /** Those, and what a hold or a restriction keeps past its end: what is held of the person. */
  readHeld(subjectId: SubjectId, after?: RecordId): AsyncGenerator<OpenedRecord, void>;
  /** What an erasure left, on its ground. */
  readWithheld(subjectId: SubjectId): AsyncGenerator<OpenedRecord, void>;
  count(subjectId: SubjectId): Promise<readonly RecordCount[]>;
  /** Encrypts what an erasure must leave again, under a class of its own; before keys are destroyed. Idempotent. */
  resealWithheld(
    subjectId: SubjectId,
    stored?: AllOrListed,
    seen?: PurposesSeen,
  ): Promise<readonly WithheldRecords[]>;
  /** Ends what holds alone exempted of an erased person; see `settleWithheld`. Idempotent. */
  settleWithheld(subjectId: SubjectId): Promise<Settled>;
  /** Deletes every withheld row that nothing exempts any more. Repeat it after an interruption. */
  purgeReleased(subjectId: SubjectId): Promise<Purged>;
  /** Deletes every row that is not withheld. Repeat it after an interruption. */
  purge(subjectId: SubjectId, options: PurgeOptions): Promise<Purged>;
}

export interface DraftTimes {
  readonly collectedAt: EpochMilliseconds;
  readonly expiresAt: EpochSeconds;
  /** A hold keeps it from deletion from its first day. */
  readonly suspended?: boolean;
  readonly derivation?: Derivation;
  /** The last day on which the person may be informed of what is from a recipient. */
  readonly informBy?: CivilDate | undefined;
}

export function openRecords(deps: RecordsDependencies): Records {
  const { database, subjectKeys, policy, clock } = deps;

  async function* readBy(
    subjectId: SubjectId,
    open: typeof openReader,
    after: RecordId | undefined,
  ): AsyncGenerator<OpenedRecord, void> {
    const see = await open(deps, subjectId);
    const unlessWithheld = (row: RecordRow) => (row.withheld === undefined ? see(row) : undefined);
    yield* openEach(deps, subjectId, unlessWithheld, after);
  }

  return {
    draft(subjectId, input, times, recordId = newRecordId()) {
      const { category, purposes, content, source, media } = input;
      return {
        ...{ subjectId, recordId, category, purposes, content, ...times },
        ...{ source, media },
        erasureClass: erasureClassOf(policy, category),
        policyVersion: policy.version,
        storedAt: clock(),
      };
    },

    write: (drafts, extra, keyRows) =>
      writeNew(
        { database, keys: keyRows === undefined ? subjectKeys : subjectKeys.withRead(keyRows) },
        drafts,
        extra,
      ),
    missing: (drafts) => missingOf(deps, drafts),
    writeMissing: (drafts) => writeMissing(deps, drafts),
    page: (subjectId, query) => readPage(deps, subjectId, query),
    exemptPage: (subjectId, query) => readExemptPage(deps, subjectId, query),

    async get(subjectId, recordId) {
      const live = await readLive(deps, subjectId, recordId);
      return live && openRow(subjectKeys, live.row, live.seen);
    },

    delete: (subjectId, recordId) => deleteRecord(deps, subjectId, recordId),

    readAll: (subjectId, after) => readBy(subjectId, openReader, after),
    readHeld: (subjectId, after) => readBy(subjectId, openCopier, after),
    readWithheld: (subjectId) =>
      openEach(deps, subjectId, (row) =>
        row.withheld === undefined || (!row.suspended && isGone(row, clock()))
          ? undefined
          : storedEnd(row),
      ),

    async count(subjectId) {
      const attributes = ['category', 'withheld'];
      const options = { ...wholly(subjectId), attributes };
      const counts = new Map<string, RecordCount>();
      for await (const { category, withheld } of queryAll(database, records, options, counted)) {
        const key = `${category} ${withheld ?? ''}`;
        const count = (counts.get(key)?.count ?? 0) + 1;
        counts.set(key, { category, count, withheld });
      }
      return [...counts.values()];
    },

    resealWithheld: (subjectId, stored, seen) => resealWithheld(deps, subjectId, stored, seen),
    settleWithheld: (subjectId) => settleWithheld(deps, subjectId),
    purgeReleased: (subjectId) => purgeReleased(deps, subjectId),
    purge: (subjectId, options) => purge(deps, subjectId, options),
  };
}

const counted = z.object({ category: z.string(), withheld: z.enum(withholdingGrounds).optional() });
const wholly = (subjectId: SubjectId) => ({ partition: { subjectId } });
