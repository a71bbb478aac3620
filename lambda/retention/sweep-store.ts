import * as z from 'zod';
import { subjectIdColumn, sweepIdColumn, timeColumn } from '../platform/dynamo/columns.ts';
import { entry } from '../ledger/store.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { getRow, queryPage } from '../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../platform/dynamo/retry.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert, update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { SubjectId, SweepId } from '../value/ids.ts';
import type { Clock, Rfc3339 } from '../value/time.ts';
import { plusSeconds, toEpochSeconds, toRfc3339 } from '../value/time.ts';
import type { Policy } from '../policy/schema.ts';
import { retentionSweeps } from './table.ts';

export const sweepScopes = ['person', 'everybody'] as const;
export type SweepScope = (typeof sweepScopes)[number];
export const sweepStates = ['running', 'done', 'superseded', 'failed'] as const;

export interface SweepCounts {
  readonly people: number;
  /** Rows that were looked at, whose end was moved, that were deleted. */
  readonly seen: number;
  readonly changed: number;
  readonly deleted: number;
}

export interface Sweep extends SweepCounts {
  readonly scope: SweepScope;
  readonly sweepId: SweepId;
  readonly subjectId?: SubjectId;
  readonly state: (typeof sweepStates)[number];
  readonly policyVersion: string;
  readonly startedAt: Rfc3339;
  readonly changedAt: Rfc3339;
  /** Of the ledger: what the sweep did. */
  readonly entryId?: string;
  readonly version: number;
}

export interface SweepName {
  readonly sweepId: SweepId;
  readonly subjectId?: SubjectId;
}

/** @throws StoreUnavailableError from every method */
export interface Sweeps {
  /** Repeat it freely. */
  begin(name: SweepName): Promise<void>;
  progress(name: SweepName, counts: SweepCounts): Promise<void>;
  /** The first time with a ledger entry, where anything was done. */
  conclude(
    name: SweepName,
    counts: SweepCounts,
    state: Exclude<Sweep['state'], 'running'>,
  ): Promise<void>;
  /**
   * Whether one over everybody began later under another policy. It looks at every row, and an older
   * one that went on would write the ends of the policy before over its own.
   */
  isSuperseded(name: SweepName): Promise<boolean>;
  fail(name: SweepName): Promise<void>;
  /** Newest first. */
  list(
    scope: SweepScope,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<{ readonly sweeps: readonly Sweep[]; readonly next?: string }>;
}

const day = 86_400;
/** Of one person until no one asks any more, of everybody as proof of a change of the policy. */
const retentionSeconds: Readonly<Record<SweepScope, number>> = {
  person: 30 * day,
  everybody: 2 * 365 * day,
};
const attempts = 5;

const count = z.int().nonnegative();
const sweepRow = z.object({
  scope: z.enum(sweepScopes),
  sweepId: sweepIdColumn,
  subjectId: subjectIdColumn.optional(),
  state: z.enum(sweepStates),
  policyVersion: z.string(),
  startedAt: timeColumn,
  changedAt: timeColumn,
  ...{ people: count, seen: count, changed: count, deleted: count },
  entryId: z.string().optional(),
  version: z.int(),
});

const scopeOf = ({ subjectId }: SweepName): SweepScope =>
  subjectId === undefined ? 'everybody' : 'person';
const keyOf = (name: SweepName) => ({ scope: scopeOf(name), sweepId: name.sweepId });

export function openSweeps(deps: {
  readonly database: Database;
  readonly policy: Pick<Policy, 'version'>;
  readonly clock: Clock;
}): Sweeps {
  const { database, policy, clock } = deps;

  /** A sweep that has ended stays as it is. */
  async function change(
    name: SweepName,
    changes: Partial<SweepCounts> & { readonly state?: Exclude<Sweep['state'], 'running'> },
    ledgerEntry?: () => Promise<Statement | undefined>,
  ): Promise<void> {
    return retryOnConflict(
      { attempts, exhausted: 'the progress of a sweep could not be written' },
      async () => {
        const row = await getRow(database, retentionSweeps, keyOf(name), sweepRow);
        if (row?.state !== 'running') return;
        const extra = await ledgerEntry?.();
        const { people, seen, changed, deleted, state } = changes;
        const set = {
          ...{ people, seen, changed, deleted, state, changedAt: toRfc3339(clock()) },
          entryId: extra?.key['entryId'],
        };
        const outcome = await transact(database, [
          update(retentionSweeps, keyOf(name), row.version, set),
          ...(extra === undefined ? [] : [extra]),
        ]);
        if (outcome.kind === 'committed') return;
        return conflict;
      },
    );
  }

  return {
    async begin(name) {
      const at = clock();
      const outcome = await transact(database, [
        insert(retentionSweeps, {
          ...keyOf(name),
          subjectId: name.subjectId,
          ...{ state: 'running', policyVersion: policy.version, version: 1 },
          ...{ startedAt: toRfc3339(at), changedAt: toRfc3339(at) },
          ...{ people: 0, seen: 0, changed: 0, deleted: 0 },
          expiresAt: toEpochSeconds(plusSeconds(at, retentionSeconds[scopeOf(name)])),
        }),
      ]);
      if (outcome.kind === 'contended') {
        throw new StoreUnavailableError('a sweep could not be begun');
      }
    },

    progress: (name, counts) => change(name, counts),
    fail: (name) => change(name, { state: 'failed' }),

    conclude: (name, counts, state) =>
      change(name, { ...counts, state }, async () => {
        const { seen, changed, deleted } = counts;
        const of = scopeOf(name);
        // Most people have nothing that a change concerns: the ledger records what was done.
        if (of === 'person' && changed + deleted === 0) return undefined;
        return entry({ policy, clock }, 'retention.swept', { of, seen, changed, deleted });
      }),

    async isSuperseded({ sweepId }) {
      const options = { partition: { scope: 'everybody' }, newestFirst: true, limit: 1 };
      const { rows } = await queryPage(database, retentionSweeps, options, sweepRow);
      return rows.some((row) => row.sweepId > sweepId && row.policyVersion !== policy.version);
    },

    async list(scope, { limit, after }) {
      const page = await queryPage(
        database,
        retentionSweeps,
        {
          ...{ partition: { scope }, newestFirst: true, limit },
          startAfter: after === undefined ? undefined : { scope, sweepId: after },
        },
        sweepRow,
      );
      const next = page.lastKey?.['sweepId'];
      return { sweeps: page.rows, next };
    },
  };
}
