import { uniformOf } from '../../../lambda/fairness/model/random.ts';
import type { PersonOutcomes } from '../../../lambda/fairness/model/report.ts';

/** What Fairlearn and a report are compared on: everybody has a label, a score and both attributes. */
export interface DataSet {
  readonly name: string;
  readonly people: readonly PersonOutcomes[];
}

interface Recipe {
  readonly name: string;
  readonly size: number;
  readonly regions: readonly string[];
  readonly devices: readonly string[];
}

/** Rates that differ by region and device; scores have four digits, so that no sum is rounded. */
function generated({ name, size, regions, devices }: Recipe): DataSet {
  const uniform = uniformOf(name);
  const pick = (values: readonly string[]) => Math.floor(uniform() ** 1.5 * values.length);
  const people = Array.from({ length: size }, (): PersonOutcomes => {
    const [region, device] = [pick(regions), pick(devices)];
    const label = uniform() < 0.35 + 0.1 * region;
    const raw = 0.3 + 0.25 * Number(label) - 0.03 * region + 0.02 * device + 0.4 * uniform();
    const score = Math.round(Math.min(raw, 1) * 10_000) / 10_000;
    const groups = { region: regions[region], device: devices[device] };
    return { groups, outcomes: [{ favourable: score > 0.55, score, label }] };
  });
  return { name, people };
}

const one = (
  region: string,
  device: string,
  favourable: boolean,
  label: boolean,
): PersonOutcomes => ({
  groups: { region, device },
  outcomes: [{ favourable, label, score: favourable ? 0.75 : 0.25 }],
});

/**
 * Groups without a true label, without a false one, with nobody selected, with everybody selected
 * and of one person; two devices are never in the west.
 */
const emptyCells: DataSet = {
  name: 'empty cells of the confusion matrix',
  people: [
    ...[true, true, false, false].map((favourable) => one('north', 'phone', favourable, false)),
    ...[true, true, true, false].map((favourable) => one('south', 'phone', favourable, true)),
    ...[true, false, true, false].map((label) => one('east', 'desk', false, label)),
    ...[true, true, false].map((label) => one('east', 'watch', true, label)),
    one('west', 'phone', true, true),
    one('north', 'desk', false, true),
    one('south', 'watch', true, false),
  ],
};

export const dataSets: readonly DataSet[] = [
  generated({
    name: 'three groups',
    size: 1_200,
    regions: ['north', 'south', 'east'],
    devices: ['phone', 'desk'],
  }),
  emptyCells,
  generated({
    name: 'many rows',
    size: 20_000,
    regions: ['north', 'south', 'east', 'west', 'centre'],
    devices: ['phone', 'desk', 'watch', 'terminal'],
  }),
];
