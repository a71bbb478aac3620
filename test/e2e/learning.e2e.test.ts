import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aggregateSweep } from '../../lambda/aggregate/needs.ts';
import { fairnessSweep } from '../../lambda/fairness/needs.ts';
import { periodOf } from '../../lambda/policy/report-periods.ts';
import { systemClock } from '../../lambda/value/time.ts';
import { completeRequest } from '../../local/demo/steps.ts';
import type { ApiAccess, RequestOutcome } from '../../local/demo/steps.ts';
import { startFunction } from '../../local/demo/sweep.ts';
import { runAhead } from '../../local/later.ts';
import { examplePolicy } from '../support/example-policy.ts';
import { leaksIn, readFolder, scanEverything } from '../support/leaks.ts';
import type { ScannedRow } from '../support/leaks.ts';
import { localWorld } from '../support/local-world.ts';
import type { LocalWorld } from '../support/local-world.ts';
import { startRuntimeProcess } from '../support/runtime-process.ts';
import type { RuntimeProcess } from '../support/runtime-process.ts';
import type { Learner } from './learning-steps.ts';
import {
  contribute,
  dailyPolicy,
  measure,
  planMeasure,
  readShards,
  register,
  system,
  textFrom,
  train,
  until,
} from './learning-steps.ts';

const daySeconds = 86_400;
const retrainBy = '2999-12-31';
/** The day that is over, where the controller is. */
const period = periodOf(systemClock(), 'P1D', examplePolicy.controller.timeZone);
const aggregates = `/v1/aggregates?measure=${measure}&period=${period}`;
const fairness = `/v1/fairness?system=${system}&period=${period}`;

const learners: Learner[] = ['ada', 'bo', 'cy', 'di', 'ed', 'flo', 'gus', 'hal'].map(
  (name, index) => ({
    email: `Planted.${name}+learning@Mail.Example.org`,
    secret: `planted-${name}-secret`,
    residence: index < 4 ? 'DE' : 'GB',
    language: index < 4 ? 'de' : 'en',
    gender: 'female',
    favourable: index % 2 === 0,
  }),
);
const [erased, ...others] = learners as [Learner, ...Learner[]];
const planted = learners.flatMap(({ email, secret }) => [
  email,
  email.replace(/@.*/, (domain) => domain.toLowerCase()),
  secret,
]);

let world: LocalWorld;
let policyDirectory: string;
const outputs: string[] = [];
const ids = new Map<Learner, { readonly subjectId: string; readonly recordId: string }>();
let request: RequestOutcome;
let before: ScannedRow[];
let after: ScannedRow[];
let published: ScannedRow[];
/** What the API shows to those who train and to staff, by name. */
const shown = new Map<string, string>();
let lines: readonly string[];

beforeAll(async () => {
  world = await localWorld();
  policyDirectory = await dailyPolicy();
  const today = await start(0);
  const stage = world.stage(today);
  for (const learner of learners) {
    const subjectId = await register(stage, learner);
    ids.set(learner, { subjectId, recordId: await contribute(stage, learner) });
  }
  const set = await train(stage);
  shown.set('manifest', await (await fetch(set.manifest?.url ?? '')).text());
  before = await scanEverything(world.database.endpoint);
  ({ request } = await completeRequest(stage, erased, 'erasure', () => undefined));
  const exclusions = `/v1/training-sets/${set.trainingSetId}/exclusions`;
  const left = await until('an exclusion', async () => {
    const text = (await textFrom(stage)('service', exclusions)) ?? '';
    return text.includes('recordIds') ? text : undefined;
  });
  shown.set('exclusions', left);
  after = await scanEverything(world.database.endpoint);
  lines = await readShards(stage, set);
  await planMeasure(stage, retrainBy);
  await stop(today);

  runAhead(daySeconds * 1_000);
  const tomorrow = await start(daySeconds);
  await readPublished(world.stage(tomorrow));
  published = await scanEverything(world.database.endpoint);
  await stop(tomorrow);
}, 600_000);
afterAll(async () => {
  runAhead(0);
  await world.end();
  await rm(policyDirectory, { recursive: true, force: true });
});

const start = (secondsAhead: number): Promise<RuntimeProcess> =>
  startRuntimeProcess({
    ...{ home: world.home, databaseUrl: world.database.endpoint },
    environment: { CUSTOS_POLICY: policyDirectory, CUSTOS_AHEAD_SECONDS: String(secondsAhead) },
  });

async function stop(runtime: RuntimeProcess): Promise<void> {
  await runtime.stop();
  outputs.push(runtime.output());
}

/** The release and the report of the day that is over, and what is shown of the set and the model. */
async function readPublished(stage: ApiAccess): Promise<void> {
  const text = textFrom(stage);
  // Schedules start them once at the start, and then each hour: on a busy machine that may fail.
  for (const { name } of [aggregateSweep, fairnessSweep]) await startFunction(world.home, name);
  const pages = [
    ['staff', aggregates, ['application/json', 'text/csv']],
    ['staff', fairness, ['application/json', 'text/csv', 'text/html']],
    ['service', '/v1/models/leak/1', ['application/json']],
    ['service', '/v1/models/leak/1/card', ['application/json', 'text/markdown']],
  ] as const;
  for (const [caller, path, forms] of pages) {
    for (const accept of forms) {
      const read = await until(path, () => text(caller, path, accept));
      shown.set(`${path} as ${accept}`, read);
    }
  }
}

const read = (path: string, accept = 'application/json') => shown.get(`${path} as ${accept}`) ?? '';
/** CloudFormation names a table by its construct: `TrainingRows25702974`. */
const rowsIn = (rows: readonly ScannedRow[], table: string) =>
  rows.filter((row) => new RegExp(String.raw`(?:^|\W)${table}[0-9A-F]{8}$`).test(row.table));
/** Of rows of any of the tables: their keys, and what training rows list. */
const identifying = [
  ...['subjectId', 'recordId', 'measurePeriod', 'automatedDecisionId', 'shardId', 'records'],
];
const of = (learner: Learner) => ids.get(learner)?.subjectId ?? '';

describe('what is published about many people', () => {
  test('has figures of those who stayed', () => {
    const release = JSON.parse(read(aggregates)) as {
      rows: { group: object; count?: number }[];
    };
    expect(release.rows.find(({ group }) => Object.keys(group).length === 0)?.count).toBeTypeOf(
      'number',
    );
    expect(read(aggregates, 'text/csv')).toContain(`${period},de,`);
    expect(JSON.parse(read(fairness))).toMatchObject({
      n: others.length,
      groups: [
        { group: { residence: 'DE' }, people: 3 },
        { group: { residence: 'GB' }, people: 4 },
      ],
    });
    expect(read(fairness, 'text/csv')).toContain('residence');
    expect(read(fairness, 'text/html')).toContain('<svg');
  });

  test('names no one: neither what they said or are, nor an id of them', () => {
    const subjectIds = learners.map(of);

    expect(new Set(subjectIds).size).toBe(learners.length);
    expect(shown.size).toBe(10);
    expect(
      [...shown].flatMap(([name, text]) => leaksIn(name, text, [...planted, ...subjectIds])),
    ).toEqual([]);
  });

  test('is in tables, the ledger, logs and alarms without them, too', async () => {
    const log = (await readFolder(world.home)).find(({ name }) => name === 'functions.log');
    const rows = [...before, ...after, ...published];

    expect(rowsIn(published, 'Releases').length).toBeGreaterThan(0);
    expect(rowsIn(published, 'FairnessReports').length).toBeGreaterThan(0);
    expect(rows.some(({ text }) => text.includes('fairness.reported'))).toBe(true);
    for (const code of ['FAIRNESS_REPORTED', 'FAIRNESS_BREACHED', 'WORKFLOW_ENDED']) {
      expect(log?.content).toContain(code);
    }
    expect(rows.flatMap(({ table, text }) => leaksIn(table, text, planted))).toEqual([]);
    expect(leaksIn('log', log?.content ?? '', planted)).toEqual([]);
    expect(leaksIn('output', outputs.join('\n'), planted)).toEqual([]);
  });

  test('leaves no contribution of anyone', () => {
    expect(rowsIn(before, 'Contributions')).toHaveLength(learners.length);
    expect(rowsIn(published, 'Contributions')).toEqual([]);
  });
});

describe('GDPR Art. 17: who contributed, was decided about, and is in a set of a model', () => {
  test.each(['Contributions', 'Outcomes', 'TrainingRows', 'Records'])(
    'has no row in %s once the erasure is complete, and everyone else has theirs',
    (table) => {
      const ofOthers = (rows: readonly ScannedRow[]) =>
        rowsIn(rows, table)
          .filter(({ text }) => !text.includes(of(erased)))
          .map(({ item }) => JSON.stringify(identifying.map((name) => item[name])))
          .toSorted();
      const ofErased = (rows: readonly ScannedRow[]) =>
        rowsIn(rows, table).filter(({ text }) => text.includes(of(erased)));

      expect(ofErased(before).length).toBeGreaterThan(0);
      expect(ofErased(after)).toEqual([]);
      expect(ofOthers(before).length).toBeGreaterThanOrEqual(others.length);
      expect(ofOthers(after)).toEqual(ofOthers(before));
    },
  );

  test('is erased by a request whose recount is conclusive', () => {
    expect(request.status).toBe('completed');
  });

  test('is in the exclusions of the set by the ids of their records, and in no file of it', () => {
    const { items } = JSON.parse(shown.get('exclusions') ?? '{}') as {
      items: { recordIds: string[] }[];
    };
    const recordIds = items.flatMap((item) => item.recordIds);

    expect(recordIds).toEqual([ids.get(erased)?.recordId]);
    const read = lines.map((line) => (JSON.parse(line) as { recordId: string }).recordId);
    expect(read.toSorted()).toEqual(others.map((one) => ids.get(one)?.recordId).toSorted());
  });

  test('affects the model, which says since when and what is done until when', () => {
    const today = new Date(Date.now() - daySeconds * 1_000).toISOString().slice(0, 10);
    expect(JSON.parse(read('/v1/models/leak/1'))).toMatchObject({
      affectedBy: [{ since: today, people: 1, measure: { kind: 'retrain-by', date: retrainBy } }],
    });
    expect(JSON.parse(read('/v1/models/leak/1/card'))).toMatchObject({
      caveatsAndRecommendations: {
        affectedBy: [{ since: today, measure: 'retrain-by', date: retrainBy }],
      },
    });
    const markdown = read('/v1/models/leak/1/card', 'text/markdown').replaceAll('\\', '');
    expect(markdown).toContain(`retrain-by ${retrainBy}`);
  });
});
