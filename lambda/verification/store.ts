import * as z from 'zod';
import { timeColumn } from '../platform/dynamo/columns.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { getRow } from '../platform/dynamo/read.ts';
import { insert, update } from '../platform/dynamo/statement.ts';
import type { Item, Statement } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import { parseRfc3339, plusSeconds, toEpochSeconds, toRfc3339 } from '../value/time.ts';
import type { Clock, EpochMilliseconds, Rfc3339 } from '../value/time.ts';
import { verificationPasses } from './table.ts';

export const passStates = ['running', 'conclusive', 'inconclusive', 'failed'] as const;
export type PassState = (typeof passStates)[number];

/** The row that lets one pass begin at a time. */
const newest = { passId: 'newest' };
/** Longer than an execution lives: one that ended without a word does not block the next for ever. */
const abandonedSeconds = 4 * 86_400;
/** How long a pass can be looked up: longer than an erasure waits to be final. */
const retainedSeconds = 400 * 86_400;

const newestRow = z.object({
  latest: z.string(),
  state: z.enum(passStates),
  startedAt: timeColumn,
  version: z.int(),
});
export type NewestPass = z.output<typeof newestRow>;

const count = z.int().nonnegative();
export const passRow = z.object({
  passId: z.string(),
  state: z.enum(passStates),
  startedAt: timeColumn,
  endedAt: timeColumn.optional(),
  tables: count,
  segments: count,
  rows: count.optional(),
  files: count.optional(),
  /** Erasures that were verified, and those of whose people something is left. */
  erasures: count.optional(),
  residues: count.optional(),
  version: z.int(),
});
export type PassRow = z.output<typeof passRow>;

export type PassEnd = Pick<PassRow, 'endedAt' | 'rows' | 'files' | 'erasures' | 'residues'> & {
  readonly state: Exclude<PassState, 'running'>;
};

/** The one writer of passes. @throws StoreUnavailableError from every method */
export interface Passes {
  newest(): Promise<NewestPass | undefined>;
  get(passId: string): Promise<PassRow | undefined>;
  /** `running`: another pass has not ended. A pass that has begun begins again as it did. */
  begin(
    passId: string,
    facts: Pick<PassRow, 'tables' | 'segments'>,
  ): Promise<
    { readonly kind: 'begun'; readonly startedAt: Rfc3339 } | { readonly kind: 'running' }
  >;
  /** Writes how a pass ended, once, and lets the next one begin. */
  end(passId: string, end: PassEnd): Promise<void>;
}

export const isUnderWay = ({ state, startedAt }: NewestPass, now: EpochMilliseconds): boolean =>
  state === 'running' && now < plusSeconds(parseRfc3339(startedAt) ?? now, abandonedSeconds);

export function openPasses({
  database,
  clock,
}: {
  readonly database: Database;
  readonly clock: Clock;
}): Passes {
  const readNewest = () => getRow(database, verificationPasses, newest, newestRow);
  const get = (passId: string) => getRow(database, verificationPasses, { passId }, passRow);
  return {
    newest: readNewest,
    get,

    async begin(passId, facts) {
      const known = await get(passId);
      if (known !== undefined) return { kind: 'begun', startedAt: known.startedAt };
      const before = await readNewest();
      const now = clock();
      if (before !== undefined && isUnderWay(before, now)) return { kind: 'running' };
      const startedAt = toRfc3339(now);
      const state = { latest: passId, state: 'running', startedAt } satisfies Item;
      const outcome = await transact(database, [
        before === undefined
          ? insert(verificationPasses, { ...newest, ...state, version: 1 })
          : update(verificationPasses, newest, before.version, state),
        insert(verificationPasses, {
          ...{ passId, state: 'running', startedAt, ...facts, version: 1 },
          expiresAt: toEpochSeconds(plusSeconds(now, retainedSeconds)),
        }),
      ]);
      // Another pass has begun meanwhile.
      if (outcome.kind !== 'committed') return { kind: 'running' };
      return { kind: 'begun', startedAt };
    },

    async end(passId, end) {
      const [row, latest] = [await get(passId), await readNewest()];
      if (row?.state !== 'running') return;
      const changes: Item = { endedAt: toRfc3339(clock()), ...end };
      const statements: Statement[] = [
        update(verificationPasses, { passId }, row.version, changes),
        ...(latest?.latest === passId
          ? [update(verificationPasses, newest, latest.version, { state: end.state })]
          : []),
      ];
      const outcome = await transact(database, statements);
      if (outcome.kind !== 'committed') throw new StoreUnavailableError('a pass was not ended');
    },
  };
}
