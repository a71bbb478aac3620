import type { Policy } from '../lambda/policy/schema.ts';
import { assumed, assumptions, storedBytes } from './assumed.ts';
import { bytes, people, percent, row, shown } from './cells.ts';
import {
  keysPerErasure,
  limitsOf,
  meanPrompts,
  peakPrompts,
  quotas,
  secondsPerCall,
} from './limits.ts';
import type { SharedRow, TableUse } from './limits.ts';
import { maximumLanes } from '../lambda/verification/plan.ts';
import { verificationPass } from '../lambda/verification/needs.ts';
import { partitionLimits, partitionsOfNewTable } from './partitions.ts';
import type { Pattern, Patterns } from './patterns.ts';
import type { Units } from './meter.ts';
import { sum, times } from './meter.ts';
import { callsPerPrompt, perPrompt } from './scale.ts';
import type { MeasuredActivity } from './units.ts';
import {
  perTerabyte,
  storedTerabytes,
  terabytesCountedADay,
  terabytesOfPass,
} from './whole-tables.ts';

const sizes = [10_000, 1_000_000, 100_000_000] as const;

/** `docs/scale.md`. */
export function scalePage(
  measured: Readonly<Record<MeasuredActivity, Units>>,
  patterns: Patterns,
  policy: Policy,
): string {
  const activities = Object.entries(perPrompt) as [MeasuredActivity, number][];
  const ofPrompt = sum(activities.map(([activity, share]) => times(measured[activity], share)));
  const accesses = activities.flatMap(([activity, share]) =>
    patterns[activity].map((pattern) => scaled(pattern, share)),
  );
  const tables = useOf(accesses);
  const shared = sharedRows(accesses);
  return [
    ...opening,
    '## Load',
    '',
    row('', ...sizes.map(people)),
    row('---', ...sizes.map(() => '--:')),
    ...loadRows(ofPrompt).map(([name, ofPeople]) =>
      row(name, ...sizes.map((size) => ofPeople(size))),
    ),
    '',
    '## Tables',
    '',
    'Units a second at the peak, with everything that follows a call from the streams. A new table serves 4,000 write',
    'and 12,000 read units a second at once, and grows by splitting partitions; for a launch above it set its warm throughput.',
    '',
    row('table', ...sizes.flatMap((size) => [`writes, ${people(size)}`, 'reads'])),
    row('---', ...sizes.flatMap(() => ['--:', '--:'])),
    ...tables.map(({ table, writeUnits, readUnits }) =>
      row(
        `\`${table}\``,
        ...sizes.flatMap((size) => [
          shown(writeUnits * peakPrompts(size)),
          shown(readUnits * peakPrompts(size)),
        ]),
      ),
    ),
    '',
    '## Rows that everybody shares',
    '',
    'A row of one person is written as fast as that person acts. These are the others: the share of what DynamoDB serves of',
    `one partition (${partitionLimits.writeUnits.toLocaleString('en-US')} write and ${partitionLimits.readUnits.toLocaleString('en-US')} read units a second) that the busiest of them takes at the peak.`,
    '',
    row('table', 'spread over', ...sizes.map(people), 'half of a partition at'),
    row('---', '--:', ...sizes.map(() => '--:'), '--:'),
    ...shared.map(({ table, shards, share }) =>
      row(
        `\`${table}\``,
        String(shards),
        ...sizes.map((size) => percent(share * peakPrompts(size))),
        `${shown(0.5 / share)} prompts/s`,
      ),
    ),
    '',
    '`npm run bench -- scale` replays a day of 100,000 people second by second over four partitions for each table, the',
    `sessions and erasures of people included, with a busiest hour of ${assumed.peakFactor} times the mean. In no second was a partition above`,
    '13 % of its limit (30 November 2026). For 1,000,000 people, with a busiest hour of 1.9 times the mean, it was 40 %. At the',
    `peak of this page they take ${percent(hottestAtPeak(tables, 1_000_000))} of each partition of \`${tables[0]?.table}\` on the average, calculated, and more in single`,
    'seconds: more than the half that the benchmark allows, so such a launch needs warm throughput set before.',
    '',
    ...closing,
    '## What to raise, and when',
    '',
    'The limits of the stage `prod`, the example policy and a new account, by the number of people whose peak reaches them.',
    'Raise each before you have so many people, and a quota of AWS before you have half, because AWS may take days.',
    '',
    row('limit', 'at first', 'reached by', 'what to do'),
    row('---', '---', '--:', '---'),
    ...limitsOf({
      units: ofPrompt,
      ...{ tables, shared, policy },
      keysPerErasure: keysPerErasure(patterns.erasure),
    }).map(({ name, atFirst, reachedBy, remedy }) => row(name, atFirst, people(reachedBy), remedy)),
    '',
    ...divided,
  ].join('\n');
}

const opening = [
  '# Scale',
  '',
  'How the load of Custos grows with people, and what to raise before it does. Made by',
  '`npx vitest run --project stacks test/operations/scale-page -u`: units and calls are those that the embedded database',
  'reports, limits are quotas that AWS publishes. Nothing here was measured in an account.',
  '',
  ...assumptions,
  `The peak has ${assumed.peakFactor} times the mean of a day. [cost.md](cost.md) assumes the same.`,
  '',
];

const loadRows = (units: Units): (readonly [string, (size: number) => string])[] => {
  const atPeak = (each: number) => (size: number) => shown(each * peakPrompts(size));
  return [
    ['prompts a second, mean', (size) => shown(meanPrompts(size))],
    ['calls of the API a second, peak', atPeak(callsPerPrompt)],
    ['write units a second, peak', atPeak(units.writeUnits)],
    ['read units a second, peak', atPeak(units.readUnits)],
    ['uses of KMS keys a second, peak, nothing cached', atPeak(units.keyUses)],
    ['signatures a second, peak', atPeak(units.signatures)],
    ['data events of the trail a second, peak', atPeak(units.dataEvents)],
    ['stored texts', (size) => bytes(storedBytes(size))],
    [
      'hours of a verification pass, at least',
      (size) => shown(storedTerabytes(size) * perTerabyte.hours),
    ],
    [
      'executions of functions that answer, peak, at 100 ms',
      atPeak(callsPerPrompt * secondsPerCall),
    ],
    ['quota of API Gateway at the peak', share(callsPerPrompt, quotas.apiRequests)],
    [
      'quota of Lambda executions at the peak',
      share(callsPerPrompt * secondsPerCall, quotas.executions),
    ],
    ['quota of KMS at the peak', share(units.keyUses, quotas.keyUses)],
    ['quota of ECC signatures at the peak', share(units.signatures, quotas.signatures)],
  ];
};

const share = (each: number, quota: number) => (size: number) =>
  percent((each * peakPrompts(size)) / quota);

const scaled = (pattern: Pattern, factor: number): Pattern => ({
  ...pattern,
  readUnits: pattern.readUnits * factor,
  writeUnits: pattern.writeUnits * factor,
});

/** The tables with the most units first; a tenth of a unit for a prompt is left out. */
function useOf(accesses: readonly Pattern[]): readonly TableUse[] {
  const byTable = Map.groupBy(accesses, ({ table }) => table);
  return [...byTable]
    .map(([table, some]) => ({
      table,
      readUnits: some.reduce((total, { readUnits }) => total + readUnits, 0),
      writeUnits: some.reduce((total, { writeUnits }) => total + writeUnits, 0),
    }))
    .filter(({ readUnits, writeUnits }) => readUnits + writeUnits >= 0.1)
    .toSorted((one, other) => loadOf(other) - loadOf(one));
}

/** Of a partition of a new table, the share that the busiest table takes on the average. */
const hottestAtPeak = (tables: readonly TableUse[], size: number): number =>
  (Math.max(...tables.map(loadOf)) * peakPrompts(size)) / partitionsOfNewTable;

const loadOf = ({ readUnits, writeUnits }: Omit<TableUse, 'table'>): number =>
  Math.max(readUnits / partitionLimits.readUnits, writeUnits / partitionLimits.writeUnits);

function sharedRows(accesses: readonly Pattern[]): readonly SharedRow[] {
  const common = accesses.filter(({ shards }) => shards !== undefined);
  const byKey = Map.groupBy(common, ({ table, key }) => `${table} ${key}`);
  return [...byKey]
    .map(([key, some]) => {
      const [table = ''] = key.split(' ');
      const shards = Math.max(...some.map((pattern) => pattern.shards ?? 1));
      const units = {
        readUnits: some.reduce((total, { readUnits }) => total + readUnits, 0) / shards,
        writeUnits: some.reduce((total, { writeUnits }) => total + writeUnits, 0) / shards,
      };
      return { table, shards, share: loadOf(units) };
    })
    .filter(({ share: each }) => each > 1e-6)
    .toSorted((one, other) => other.share - one.share)
    .filter((one, index, all) => all.findIndex(({ table }) => table === one.table) === index);
}

const closing = [
  '## What is spread by what',
  '',
  '- Rows of a person are under the random id of the person, identifiers under an HMAC: both are spread evenly.',
  '- Permits by category and hour are in 16 rows, other counts by hour in 4, entries of the ledger in 4 rows an hour, and what is',
  '  frozen in 16 equal rows of which each call reads one. Their numbers are constants in `lambda/count/hourly.ts`,',
  '  `lambda/ledger/model/ledger.ts` and `lambda/containment/freeze-store.ts`.',
  '- Denials are entries of the ledger, one by one: a service that asks thousands of questions a second that are denied',
  '  fills the rows of the hour first. Raise `shardCount` for it.',
  '- A stream is read by one function for each of its shards, up to 10 at once where the order allows it.',
  '',
  '## What grows with everything that is stored',
  '',
  'Nothing that a person waits for. A verification pass reads every table with rows of people, in segments of 1 GiB and at',
  `most ${maximumLanes} lanes, once a day at most and only when an erasure waits for it: ${shown(perTerabyte.readUnits / 1e6)} million read units for 1 TB, and at least`,
  `${shown(perTerabyte.hours)} hours, at a fifth of what a partition serves ([performance.md](performance.md)). An execution lives for ${verificationPass.trigger.timeoutDays} days,`,
  `so beyond ${Math.floor(terabytesOfPass)} TB raise \`maximumLanes\` in \`lambda/verification/plan.ts\` together with the quota of read units.`,
  '',
  `The count of records that are late begins once a day at most, and reads at most ${shown(terabytesCountedADay)} TB a day. A`,
  'sweep after a change of the policy reads the records of everybody once; one after a choice reads those of one person,',
  'and starts only where an end can move. All of them stop at a checkpoint and go on.',
  '',
];

const divided = [
  '## More than one account or Region',
  '',
  'A deployment is one account and one Region. Divide people among several where the law asks for it (a deployment for each',
  'jurisdiction, [adopt.md](adopt.md)), or where a quota above cannot be raised further: a person belongs to one',
  'deployment as a whole, because their keys, their consents and their erasure do. Nothing is shared between deployments',
  'but the policy, so twice as many deployments serve twice as many people.',
  '',
];
