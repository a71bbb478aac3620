import { freezeCopies } from '../lambda/containment/freeze-store.ts';
import { containmentControls } from '../lambda/containment/table.ts';
import { shardsOf } from '../lambda/count/hourly.ts';
import { shardCount } from '../lambda/ledger/model/ledger.ts';
import { outbox } from '../lambda/ledger/table.ts';
import { counters } from '../lambda/retention/table.ts';
import { tables } from '../lambda/tables.ts';
import { keep, newPerson } from '../test/request/request-fixture.ts';
import type { RequestFixture } from '../test/request/request-fixture.ts';
import { recordAccesses } from './accesses.ts';
import type { Access } from './accesses.ts';
import { measureActivities } from './units.ts';
import type { MeasuredActivity } from './units.ts';

/** An access of the person who does it; `shards` where everybody has the same key, spread over so many. */
export interface Pattern extends Access {
  readonly shards?: number;
}

export type Patterns = Readonly<Record<MeasuredActivity, readonly Pattern[]>>;

/** Keys that people of two servers have in common are those of everybody. */
export async function accessPatterns(): Promise<Patterns> {
  const observe = ({ database }: RequestFixture) =>
    recordAccesses(
      database.client,
      new Map(tables.map((table) => [database.physicalName(table), table])),
    );
  const one = await measureActivities(observe);
  const other = await measureActivities(async (fixture) => {
    // Else some changes have the same number in both streams.
    await keep(
      fixture,
      await newPerson(fixture),
      Array.from({ length: 100 }, () => ({})),
    );
    return observe(fixture);
  });
  const nameOf = ({ table, key }: Access): string => `${table} ${withoutShard(key)}`;
  const names = new Set(Object.values(other).flat().map(nameOf));
  return Object.fromEntries(
    Object.entries(one).map(([activity, accesses]) => [
      activity,
      accesses.map((access) =>
        names.has(nameOf(access))
          ? { ...access, key: withoutShard(access.key), shards: shardsIn(access) }
          : access,
      ),
    ]),
  ) as unknown as Patterns;
}

const withoutShard = (key: string): string => key.replace(/#\d{1,2}$/, '');

function shardsIn({ table, key }: Access): number {
  if (withoutShard(key) === key) return 1;
  if (table === outbox.name) return shardCount;
  if (table === containmentControls.name) return freezeCopies;
  if (table === counters.name)
    return shardsOf(key.startsWith('permits') ? 'permits' : 'record-writes');
  return 1;
}
