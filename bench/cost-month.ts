import { apiCalls, assumptions, perYear, storedBytes, storedBytesPerText } from './assumed.ts';
import { people, row, shown } from './cells.ts';
import { sum, times } from './meter.ts';
import type { Units } from './meter.ts';
import { activities, recordsOfPerson } from './units.ts';
import type { MeasuredActivity } from './units.ts';
import {
  passesPerMonth,
  perTerabyte,
  storedTerabytes,
  terabytesCountedADay,
  terabytesCountedAMonth,
} from './whole-tables.ts';

const sizes = [1, 10_000, 1_000_000] as const;
const logBytesPerCall = 1_500;
const gigabyte = 1e9;

/** What people use in a month, with the reads of whole tables that their erasures and records cause. */
export function monthSection(
  measured: Readonly<Record<MeasuredActivity, Units>>,
): readonly string[] {
  const units = sum(activities.map((one) => times(measured[one], perYear[one] / 12)));
  const calls = activities.reduce((total, one) => total + (apiCalls[one] * perYear[one]) / 12, 0);
  return [
    '## Per month',
    '',
    ...assumptions,
    `[scale.md](scale.md) assumes the same. A sweep, a copy and an erasure are those of a person with ${recordsOfPerson} records, as`,
    'above; more records take more of them, nearly in proportion. Tables have the texts of all these months, each with about',
    `${number(storedBytesPerText)} bytes, and logs about ${number(logBytesPerCall)} bytes for each call.`,
    '',
    row('', 'one person', ...sizes.slice(1).map(people)),
    row('---', ...sizes.map(() => '--:')),
    ...rowsOf(units, calls).map(([name, of]) => row(name, ...sizes.map((size) => cell(of(size))))),
    '',
    'A verification pass and the count of late records read tables to their end, so what they read grows with what is stored:',
    `${shown(perTerabyte.readUnits / 1e6)} million read units for 1 TB. A pass runs only while an erasure waits, at most twice for each (after its keys are`,
    'destroyed, and before its certificate is final), at most once a day, and one after the other. That is at most',
    `${shown(passesPerMonth(10_000))} a month for 10,000 people, and ${shown(passesPerMonth(1_000_000))} for 1,000,000 people, where each takes ${shown(storedTerabytes(1_000_000) * perTerabyte.hours)} hours; more lanes make more passes.`,
    `The count begins once a day at most, and reads at most ${shown(terabytesCountedADay)} TB a day.`,
    '',
    'AWS WAF bills as many requests as there are calls. Not included: run time of functions (scale.md assumes 100 ms for a',
    'call), registration of people, files and Insights of the trails, images and video, and data that leaves the Region.',
    '',
  ];
}

const cell = (value: number): string => (value < 0.1 ? 'below 0.1' : shown(value));

type Row = readonly [name: string, of: (people: number) => number];

function rowsOf(units: Units, calls: number): readonly Row[] {
  const each = (value: number) => (size: number) => value * size;
  const passed = (size: number) => storedTerabytes(size) * passesPerMonth(size);
  return [
    ['API calls', each(calls)],
    ['write units', each(units.writeUnits)],
    ['read units, calls and streams', each(units.readUnits)],
    ['read units, verification passes, at most', (size) => passed(size) * perTerabyte.readUnits],
    [
      'read units, count of late records, at most',
      (size) => terabytesCountedAMonth(size) * perTerabyte.readUnits,
    ],
    ['data events, calls and streams', each(units.dataEvents)],
    [
      'data events, passes and count, at most',
      (size) => (passed(size) + terabytesCountedAMonth(size)) * perTerabyte.pages,
    ],
    ['KMS key uses', each(units.keyUses)],
    ['KMS signatures', each(units.signatures)],
    ['GB of texts in tables', (size) => storedBytes(size) / gigabyte],
    ['GB of their point-in-time recovery', (size) => storedBytes(size) / gigabyte],
    ['GB of logs', each((calls * logBytesPerCall) / gigabyte)],
  ];
}

const number = (value: number): string => value.toLocaleString('en-US');
