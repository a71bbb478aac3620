import { promptsOf, promptsPerDay, randomOf } from './day.ts';
import type { Benchmark } from './measure.ts';
import { atMost, ratioOf } from './measure.ts';
import { openPartitions, partitionLimits, partitionsOfNewTable } from './partitions.ts';
import { accessPatterns } from './patterns.ts';
import type { Pattern } from './patterns.ts';
import type { MeasuredActivity } from './units.ts';

/** What belongs to each prompt of a day, and what a person does for each prompt on the average. */
export const perPrompt: Readonly<Partial<Record<MeasuredActivity, number>>> = {
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

const keyFor = ({ key, shards }: Pattern, person: number, random: () => number): string =>
  shards === undefined ? `${key} of ${person}` : `${key}#${Math.floor(random() * shards)}`;
