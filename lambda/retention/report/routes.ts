import * as z from 'zod';
import { defineRoutes } from '../../platform/http/contract.ts';
import { cursorQuery, nextCursorField, policyVersionField } from '../../platform/http/fields.ts';

const steward = { kind: 'token', caller: 'staff', scope: 'custos/governance' } as const;
const time = z.iso.datetime();
const count = z.int().nonnegative();

const sweep = z
  .strictObject({
    sweepId: z.uuid(),
    scope: z.enum(['person', 'everybody']),
    state: z
      .enum(['running', 'done', 'superseded', 'failed'])
      .describe('`superseded`: a sweep under a newer policy does the rest.'),
    policyVersion: policyVersionField,
    startedAt: time,
    changedAt: time,
    people: count.describe('Whose records were looked at.'),
    seen: count.describe('Records that were looked at.'),
    changed: count.describe('Records whose end was moved.'),
    deleted: count.describe('Records that nothing allows to keep any more.'),
    ledgerEntryId: z.uuid().optional().describe('Its entry in the ledger.'),
  })
  .meta({ id: 'RetentionSweep' });
export type SweepView = z.output<typeof sweep>;

const category = z.strictObject({
  category: z.string(),
  records: count,
  due: count.describe('End within 30 days.'),
  late: count.describe('Past their end and not deleted yet; they cannot be read.'),
  suspended: count.describe('Kept from deletion by a hold or a restriction.'),
  withheld: count.describe('Kept through an erasure.'),
  deleted: z
    .strictObject({
      retention: count.describe('At their end.'),
      sweep: count.describe('Because nothing allowed to keep them any more.'),
      person: count.describe('One by one, by the person.'),
      erasure: count,
    })
    .describe('In the last 30 days.'),
});
const report = z
  .strictObject({
    computedAt: time.optional().describe('Absent until the first count, within an hour.'),
    categories: z.array(category),
    sweep: sweep.optional().describe('The newest over everybody.'),
  })
  .meta({ id: 'RetentionReport' });
export type ReportView = z.output<typeof report>;

const exampleSweep = {
  sweepId: '0193f1c0-6b20-7a11-8c3d-4e5f60718294',
  scope: 'everybody',
  state: 'done',
  policyVersion: `sha256:${'0'.repeat(64)}`,
  startedAt: '2026-11-24T02:00:00.000Z',
  changedAt: '2026-11-24T02:31:00.000Z',
  ...{ people: 1200, seen: 48_000, changed: 310, deleted: 12 },
  ledgerEntryId: '0193f1c0-6b20-7a11-8c3d-4e5f60718295',
} satisfies SweepView;
const exampleReport = {
  computedAt: '2026-11-24T03:00:00.000Z',
  categories: [
    {
      category: 'prompt-text',
      ...{ records: 48_000, due: 4_100, late: 12, suspended: 3, withheld: 0 },
      deleted: { retention: 3_900, sweep: 12, person: 7, erasure: 210 },
    },
  ],
  sweep: exampleSweep,
} satisfies ReportView;
export const reportColumns = [
  'category',
  ...['records', 'due', 'late', 'suspended', 'withheld'],
  ...['deletedByRetention', 'deletedBySweep', 'deletedByPerson', 'deletedByErasure'],
  'computedAt',
] as const;
const exampleCsv = [
  reportColumns.join(','),
  'prompt-text,48000,4100,12,3,0,3900,12,7,210,2026-11-24T03:00:00.000Z',
  '',
].join('\r\n');

export const reportRoutes = defineRoutes({
  readRetention: {
    method: 'GET',
    path: '/v1/governance/retention',
    access: steward,
    summary: 'What is held, due, late, suspended and deleted, as it was counted last',
    personal: false,
    responses: {
      200: {
        description: 'Counts by category; as CSV one line each, without the sweep',
        body: report,
        example: exampleReport,
        others: { 'text/csv': { columns: reportColumns, example: exampleCsv } },
      },
    },
  },
  listRetentionSweeps: {
    method: 'GET',
    path: '/v1/governance/retention/sweeps',
    access: steward,
    summary: 'How far sweeps over the ends of records are, newest first',
    query: cursorQuery.extend({
      scope: z
        .enum(['person', 'everybody'])
        .default('everybody')
        .describe('`everybody` after a change of the policy, `person` after one of theirs.'),
    }),
    personal: false,
    responses: {
      200: {
        description: 'Sweeps',
        body: z
          .strictObject({ items: z.array(sweep), nextCursor: nextCursorField.optional() })
          .meta({ id: 'RetentionSweepList' }),
        example: { items: [exampleSweep] },
      },
    },
  },
  sweepRetention: {
    method: 'POST',
    path: '/v1/governance/retention/sweeps',
    access: { ...steward, recent: true },
    summary:
      'Sweep the records of everybody again, after one that failed or a restore; one at a time',
    personal: false,
    responses: {
      202: {
        description: 'One is under way, and begins to look within a quarter of an hour',
        body: z.strictObject({
          started: z.boolean().describe('false where one was under way already.'),
        }),
        example: { started: true },
      },
    },
  },
});
