import { freezeCopies } from '../lambda/containment/freeze-store.ts';
import { containmentControls } from '../lambda/containment/table.ts';
import { shardsOf } from '../lambda/count/hourly.ts';
import { shardCount } from '../lambda/ledger/model/ledger.ts';
import { outbox } from '../lambda/ledger/table.ts';
import { counters } from '../lambda/retention/table.ts';
import { tables } from '../lambda/tables.ts';
import { recordAccesses } from './accesses.ts';
import type { Access } from './accesses.ts';
import { promptsOf, promptsPerDay, randomOf } from './day.ts';
import type { Benchmark } from './measure.ts';
import { atMost, ratioOf } from './measure.ts';
import { openPartitions, partitionLimits, partitionsOfNewTable } from './partitions.ts';
import { measureActivities } from './units.ts';
import type { MeasuredActivity } from './units.ts';

/** What belongs to each prompt of a day, and what a person does for each prompt on the average. */
const perPrompt: Readonly<Partial<Record<MeasuredActivity, number>>> = {
  decision: 1,
  prompt: 1,
  'prompt-counted': 1,
  // As many records end as are stored.
  'expiry-counted': 1,
  page: 1 / 30 / promptsPerDay,
  choice: 4 / 365 / promptsPerDay,
  'choice-weighed': 4 / 365 / promptsPerDay,
  sweep: 1 / 365 / promptsPerDay,
  access: 10 / 1_000 / 365 / promptsPerDay,
  erasure: 10 / 1_000 / 365 / promptsPerDay,
};

export const scale = (people: number): Benchmark => ({
  name: 'scale',
  about: `a day of ${people} people, against a model of the limits of partitions of DynamoDB`,
  async run(progress) {
    progress('recording what each call takes');
    const patterns = await accessPatterns();
    progress('replaying the day');
    const partitions = openPartitions();
    const random = randomOf(2);
    for (const { second, person } of promptsOf(people)) {
      for (const [activity, times] of Object.entries(perPrompt)) {
        if (times < 1 && random() >= times) continue;
        for (const pattern of patterns[activity as MeasuredActivity]) {
          partitions.add(second, { ...pattern, key: keyFor(pattern, person, random) });
        }
      }
    }
    const { table, kind, unitsPerSecond } = partitions.hottest();
    return [
      ratioOf(
        {
          name: `hottest partition, ${people} people (${table}, ${kind === 'readUnits' ? 'reads' : 'writes'})`,
          ours: unitsPerSecond,
          limit: partitionLimits[kind],
          unit: 'units/s',
          against: `what one of ${partitionsOfNewTable} partitions of a new table serves`,
        },
        atMost(0.5),
      ),
    ];
  },
});

/** An access of whoever does it; `shards` where everybody has the same key, spread over so many. */
interface Pattern extends Access {
  readonly shards?: number;
}

type Patterns = Readonly<Record<MeasuredActivity, readonly Pattern[]>>;

/** Keys that two people have in common are those of everybody. */
async function accessPatterns(): Promise<Patterns> {
  const observe = (fixture: Parameters<Parameters<typeof measureActivities>[0]>[0]) =>
    recordAccesses(
      fixture.database.client,
      new Map(tables.map((table) => [fixture.database.physicalName(table), table])),
    );
  const one = await measureActivities(observe);
  const other = await measureActivities(observe);
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

const keyFor = ({ key, shards }: Pattern, person: number, random: () => number): string =>
  shards === undefined ? `${key} of ${person}` : `${key}#${Math.floor(random() * shards)}`;
