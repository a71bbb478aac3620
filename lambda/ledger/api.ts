import { validate } from 'uuid';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { transact } from '../platform/dynamo/transact.ts';
import { decodeCursor, encodeCursor, malformedCursor } from '../platform/http/cursor.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { Problem } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import type { Clock, EpochMilliseconds } from '../value/time.ts';
import { milliseconds, plusSeconds } from '../value/time.ts';
import type { Policy } from '../policy/schema.ts';
import { ledgerRoutes } from './routes.ts';
import { staffCounts } from './staff-counts.ts';
import type { EntryCursor, EntryQuery } from './store.ts';
import { entry, listEntries } from './store.ts';
import { proveEntry } from './tree/proof.ts';
import { numbersOf } from './tree/store.ts';

const daySeconds = 86_400;
const entriesScope = 'ledger-entries';
const staffScope = 'ledger-staff';

export interface LedgerDependencies {
  readonly database: Database;
  readonly policy: Policy;
  readonly clock: Clock;
}

export const ledgerHandlers = (deps: LedgerDependencies): Handlers<typeof ledgerRoutes> => ({
  async listLedgerEntries({ query, now }) {
    const asked = readQuery(entriesScope, query, now);
    if (asked.kind === 'problem') return asked;
    const { limit, type } = query;
    const page = await listEntries(deps.database, { ...asked.range, limit, type });
    const numbers = await numbersOf(
      deps.database,
      page.entries.map(({ entryId, at }) => ({ entryId, hour: at.slice(0, 13) })),
    );
    // Access by staff is recorded before the response: no entry, no data.
    await enterRead(deps, ledgerRoutes.listLedgerEntries.id);
    return answer(200, {
      items: page.entries.map((each) => ({ ...each, index: numbers.get(each.entryId) })),
      nextCursor: page.cursor && encodeCursor(entriesScope, { ...page.cursor }),
    });
  },
  async countStaffActs({ query, now }) {
    const asked = readQuery(staffScope, query, now);
    if (asked.kind === 'problem') return asked;
    // Bounded by the rows of one call, not by the entries that it returns.
    const page = await listEntries(deps.database, { ...asked.range, limit: Infinity });
    await enterRead(deps, ledgerRoutes.countStaffActs.id);
    return answer(200, {
      items: [...staffCounts(page.entries)],
      nextCursor: page.cursor && encodeCursor(staffScope, { ...page.cursor }),
    });
  },
  async getLedgerProof({ path }) {
    const index = /^(?:0|[1-9]\d{0,14})$/.test(path.index) ? Number(path.index) : undefined;
    const proof = index === undefined ? undefined : await proveEntry(deps.database, index);
    if (proof === undefined) return problem('not-found');
    await enterRead(deps, ledgerRoutes.getLedgerProof.id);
    return answer(200, proof);
  },
});

async function enterRead(deps: LedgerDependencies, route: string): Promise<void> {
  const ledgerEntry = await entry(deps, 'staff.read', { route });
  const outcome = await transact(deps.database, [ledgerEntry]);
  if (outcome.kind !== 'committed')
    throw new StoreUnavailableError('the staff access was not recorded');
}

interface Asked {
  readonly kind: 'range';
  readonly range: Pick<EntryQuery, 'from' | 'to' | 'cursor'>;
}

function readQuery(
  scope: string,
  query: {
    readonly from?: EpochMilliseconds | undefined;
    readonly to?: EpochMilliseconds | undefined;
    readonly cursor?: string | undefined;
  },
  now: EpochMilliseconds,
): Asked | Problem {
  const from = query.from ?? plusSeconds(now, -daySeconds);
  const present = milliseconds(now + 1);
  const to = query.to ?? present;
  if (from >= to) {
    const errors = [{ pointer: '/query/from', message: 'send a time before `to`' }];
    return problem('invalid-input', { errors });
  }
  const cursor = query.cursor === undefined ? undefined : readCursor(scope, query.cursor);
  if (query.cursor !== undefined && cursor === undefined) return malformedCursor;
  // There are no entries in the future.
  return { kind: 'range', range: { from, to: milliseconds(Math.min(to, present)), cursor } };
}

function readCursor(scope: string, text: string): EntryCursor | undefined {
  const key = decodeCursor(scope, text);
  const hour = key?.['hour'];
  const after = key?.['after'];
  if (hour === undefined || !/^\d{4}-\d{2}-\d{2}T\d{2}$/.test(hour)) return undefined;
  if (Number.isNaN(Date.parse(`${hour}:00:00.000Z`))) return undefined;
  if (after === undefined) return { hour };
  return validate(after) ? { hour, after } : undefined;
}
