import { apiCalls } from './assumed.ts';
import type { CallCost } from './calls.ts';
import type { DurableOperations } from './durable-operations.ts';
import { monthSection } from './cost-month.ts';
import { row } from './cells.ts';
import type { Units } from './meter.ts';
import { activities, recordsOfPerson, textBytes } from './units.ts';
import type { MeasuredActivity } from './units.ts';

const titles: Readonly<Record<MeasuredActivity, string>> = {
  decision: 'A decision',
  prompt: 'A prompt and its response stored by one call',
  'prompt-counted': 'The two records counted, from the stream',
  'expiry-counted': 'Their expiry counted, from the stream',
  choice: 'A consent given, refused or withdrawn',
  'choice-weighed': 'Whether it moves the end of a record, from the stream',
  sweep: `Its effect on ${recordsOfPerson} records checked, where it moves an end`,
  page: 'A person reads 50 of their records',
  access: `An access request over ${recordsOfPerson} records, to its download`,
  erasure: `An erasure of ${recordsOfPerson} records, to its certificate`,
};

const unitNames = [
  'API calls',
  'write units',
  'read units',
  'data events',
  'KMS key uses',
  'KMS signatures',
];

const callUnits = ['calls', 'waves', 'write units', 'read units', 'KMS key uses', 'KMS signatures'];

/** Resources of a stage without any call, by the name of their unit. */
export type FixedUnits = Readonly<Record<string, number>>;

/** `docs/cost.md`. */
export function costPage(
  measured: Readonly<Record<MeasuredActivity, Units>>,
  routes: Readonly<Record<string, CallCost>>,
  durable: DurableOperations,
  fixed: FixedUnits,
): string {
  return [
    '# Cost',
    '',
    'Use of AWS in the units that AWS bills, without prices: they differ by Region and',
    'change. Enter the units in the [AWS Pricing Calculator](https://calculator.aws/).',
    '',
    'Made by `npx vitest run --project stacks test/operations/cost-page -u`. The units of DynamoDB are those that the',
    'embedded database reports for the calls that are made, by the rules that AWS publishes; they were not',
    'compared with the bill of an account. Uses of KMS keys are counted without any cached key, so warm',
    'functions use fewer.',
    '',
    '## Per call',
    '',
    `A prompt or a response is a text of ${textBytes.toLocaleString('en-US')} bytes. A write unit is a write request unit of`,
    'on-demand capacity (a transaction takes two for each KiB begun), a read unit one consistent read of 4 KiB.',
    'A data event is one call on a table, as the audit stack records it in files and in EventBridge.',
    'A use of a KMS key is GenerateMac, GenerateDataKey or Decrypt; signatures (Sign, Ed25519) have another price.',
    '',
    row('what happens', ...unitNames),
    row('---', ...unitNames.map(() => '--:')),
    ...activities.map((one) => rowOf(titles[one], apiCalls[one], measured[one])),
    '',
    'The stream delivers up to 100 changes in a batch; then counting takes fewer units for each.',
    'Lambda runs once for each call of the API, once a minute at most for each caller to check the token, once for',
    'each batch of a stream, and once for each start or continuation of a request and of a sweep.',
    'A notice about an incident is one message of Amazon SES for each person, and up to three calls of a function and',
    'events for what became of it: sent, come back, complained.',
    '',
    `A sweep of one person is ${durable.sweep} durable operations of Lambda (its start, steps and waits), an access request`,
    `${durable.access} and an erasure ${durable.erasure}, more where a step takes minutes. A choice that can move no end starts no sweep.`,
    'The counting of permits is part of a decision above, and the recount is part of an erasure.',
    '',
    '## Per route of the API',
    '',
    'Calls of the database by one call of a warm function: the keys of the person and the HMAC of their identifier are',
    'remembered. Waves are calls in sequence, each of which waits for the one before; calls of one wave run at once.',
    'A text has 1,000 bytes. `test/operations/call-budget.integration.test.ts` fails when one of them grows.',
    '',
    row('route', ...callUnits),
    row('---', ...callUnits.map(() => '--:')),
    ...Object.entries(routes).map(([name, cost]) =>
      row(
        name.replace(/^(\S+ [^\s,]+)/, '`$1`'),
        ...[
          cost.calls,
          cost.waves,
          cost.writeUnits,
          cost.readUnits,
          cost.keyUses,
          cost.signatures,
        ].map(rounded),
      ),
    ),
    '',
    'Why some take more than the fewest calls that are possible: [decisions/calls.md](decisions/calls.md).',
    '',
    ...monthSection(measured),
    '## Per stage and month',
    '',
    'Resources of the stage `prod` without any call, counted in its templates.',
    '',
    row('unit', 'number'),
    row('---', '--:'),
    ...Object.entries(fixed).map(([unit, number]) => row(unit, String(number))),
    '',
    'The first copy of management events in an account is free; each further trail of them is billed by event. The log',
    'group of management events has about 1.6 KB for each, of which uses of KMS keys are most.',
    '',
    'The daily verification reads each file of the trails twice: a request to Amazon S3, a use of the key of the trails',
    'and a data event for each. CloudTrail writes a digest each hour for each trail and Region, and log files where there',
    'are calls. Athena bills each query by the bytes that it reads: those of the days that it names.',
    '',
    '## Services of the account',
    '',
    'Created only where you choose `own` ([operate.md](operate.md#trail)). Each is billed for what all programs of the',
    'account do, not only Custos.',
    '',
    row('service', 'billed by'),
    row('---', '---'),
    row(
      'GuardDuty',
      'management events, data events of S3, and network logs of functions that it reads',
    ),
    row('Access Analyzer', 'nothing, for access from outside the account'),
    row('AWS Config', 'each change of a recorded resource; storage of its files'),
    row('Security Hub', 'each check of a control'),
    '',
    'With `malwareScan` GuardDuty bills each upload and each gigabyte of uploads that it scans, and each tag; it needs no\ndetector.',
    '',
  ].join('\n');
}

const rowOf = (title: string, calls: number, units: Units): string =>
  row(
    title,
    ...[
      calls,
      units.writeUnits,
      units.readUnits,
      units.dataEvents,
      units.keyUses,
      units.signatures,
    ].map(rounded),
  );

/** Whole numbers from 10 on; one decimal below. */
const rounded = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 });
