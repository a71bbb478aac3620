import { apiCalls, perYear } from './assumed.ts';
import { promptsOf, randomOf } from './day.ts';
import type { Benchmark } from './measure.ts';
import { atMost, ratioOf } from './measure.ts';
import { openPartitions, partitionLimits, partitionsOfNewTable } from './partitions.ts';
import { accessPatterns } from './patterns.ts';
import type { Pattern } from './patterns.ts';
import { activities } from './units.ts';
import type { MeasuredActivity } from './units.ts';

/** What belongs to each prompt of a day, and what a person does for each prompt on the average. */
export const perPrompt = Object.fromEntries(
  activities.map((activity) => [activity, perYear[activity] / perYear.prompt]),
) as Readonly<Record<MeasuredActivity, number>>;

export const callsPerPrompt = activities.reduce(
  (total, activity) => total + apiCalls[activity] * perPrompt[activity],
  0,
);

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
