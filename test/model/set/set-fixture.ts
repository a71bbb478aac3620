import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import type { DurableExecutionInvocationInput } from '@aws/durable-execution-sdk-js';
import type { Context } from 'aws-lambda';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { openConsents } from '../../../lambda/consent/consents.ts';
import { linesOf, readLine } from '../../../lambda/model/set/line.ts';
import { manifestObject, shardObject } from '../../../lambda/model/set/names.ts';
import { trainingSetBuild } from '../../../lambda/model/set/needs.ts';
import type { BuildingDependencies } from '../../../lambda/model/set/run.ts';
import { buildSet } from '../../../lambda/model/set/run.ts';
import { openSets, shardsOf } from '../../../lambda/model/set/store.ts';
import type { TrainingSet } from '../../../lambda/model/set/training-set.ts';
import { queryAll } from '../../../lambda/platform/dynamo/read.ts';
import { trainingRow } from '../../../lambda/model/set/rows.ts';
import { trainingRows } from '../../../lambda/model/set/table.ts';
import { openSubjectKeys } from '../../../lambda/platform/keyring/subject-keys.ts';
import type { Policy } from '../../../lambda/policy/schema.ts';
import type { RecordId, SubjectId, TrainingSetId } from '../../../lambda/value/ids.ts';
import { newTrainingSetId } from '../../../lambda/value/ids.ts';
import type { EpochMilliseconds } from '../../../lambda/value/time.ts';
import {
  milliseconds,
  plusSeconds,
  seconds,
  toEpochSeconds,
  toRfc3339,
} from '../../../lambda/value/time.ts';
import { DirectoryObjects } from '../../../local/adapters/objects/directory-objects.ts';
import { localExecutionClient } from '../../../local/adapters/workflow/execution-client.ts';
import { openExecutions } from '../../../local/adapters/workflow/executions.ts';
import { LocalWorkflow } from '../../../local/adapters/workflow/local-workflow.ts';
import {
  workflowCheckpoints,
  workflowExecutions,
} from '../../../local/adapters/workflow/tables.ts';
import { createTables, fromFacts } from '../../../local/tables.ts';
import { driveWorkflows } from '../../../local/workflows.ts';
import type { Person } from '../../record/calls.ts';
import { newPerson } from '../../record/calls.ts';
import type { RecordFixture } from '../../record/record-fixture.ts';
import { boundTo, openRecordFixture } from '../../record/record-fixture.ts';

/** Waits of minutes pass in a second. */
const haste = 1_000;
const day = 86_400;

export interface SetFixture extends RecordFixture {
  readonly objects: DirectoryObjects;
  /** Where the objects are. */
  readonly directory: string;
  readonly workflow: LocalWorkflow;
  /** A person who permits training, with so many texts. */
  readonly trainee: (contents: readonly unknown[], residence?: string) => Promise<Trainee>;
  readonly keep: (
    subjectId: SubjectId,
    contents: readonly unknown[],
    of?: {
      readonly category?: string;
      readonly purposes?: readonly string[];
      readonly daysAgo?: number;
    },
  ) => Promise<readonly RecordId[]>;
  readonly say: (
    subjectId: SubjectId,
    state: 'given' | 'withdrawn',
    purpose?: string,
  ) => Promise<void>;
  readonly request: (asked?: Partial<TrainingSet>) => Promise<TrainingSetId>;
  /** Builds a set to its end, with the parts that each invocation is given. */
  readonly build: (
    setId: TrainingSetId,
    parts?: (run: number) => Partial<BuildingDependencies>,
  ) => Promise<TrainingSet>;
  readonly linesIn: (
    setId: TrainingSetId,
  ) => Promise<readonly (ReturnType<typeof readLine> & { readonly line: string })[]>;
  readonly manifestOf: (setId: TrainingSetId) => Promise<string>;
  readonly rowsOf: (
    subjectId: SubjectId,
  ) => Promise<readonly ReturnType<(typeof trainingRow)['parse']>[]>;
  /** Everything that checkpoints of executions have, as text. */
  readonly checkpoints: () => Promise<string>;
}

export interface Trainee extends Person {
  readonly ids: readonly RecordId[];
}

export async function openSetFixture(): Promise<SetFixture> {
  const fixture = await openRecordFixture({ streams: 'off' });
  const directory = await mkdtemp(join(tmpdir(), 'custos-sets-'));
  const { database, policy, clock, log } = fixture;
  const keyFile = join(directory, 'objects-keys.json');
  const objects = new DirectoryObjects(
    { directory, baseUrl: 'http://127.0.0.1:8787/objects', keyFile },
    clock,
  );
  await createTables(
    database.client,
    [workflowExecutions, workflowCheckpoints].map((facts) => fromFacts(facts)),
  );
  const began = Date.now();
  const hasty = (): EpochMilliseconds => milliseconds(began + (Date.now() - began) * haste);
  const executions = openExecutions(database.client, hasty);
  const workflow = new LocalWorkflow(executions);

  const say: SetFixture['say'] = async (subjectId, state, purpose = 'training') => {
    const subject = await fixture.subjects.get(subjectId);
    if (subject === undefined) throw new Error('nobody');
    const { id, version } = policy.published['improvement']!;
    const said = await openConsents(fixture).record(
      subject,
      { purpose, state, givenBy: 'subject', notice: { id, version }, locale: 'en' },
      { recorder: { kind: 'subject' } },
    );
    if (said.kind !== 'recorded') throw new Error(said.kind);
  };

  const keep: SetFixture['keep'] = async (subjectId, contents, of = {}) => {
    const { category = 'prompt-text', purposes = ['training'], daysAgo = 1 } = of;
    const collectedAt = plusSeconds(clock(), -daysAgo * day);
    const times = { collectedAt, expiresAt: seconds(toEpochSeconds(collectedAt) + 700 * day) };
    const drafts = contents.map((content) =>
      fixture.records.draft(subjectId, { category, purposes, content }, times),
    );
    for (let start = 0; start < drafts.length; start += 50) {
      await fixture.records.write(drafts.slice(start, start + 50), []);
    }
    return drafts.map(({ recordId }) => recordId);
  };

  function drive(parts: (run: number) => Partial<BuildingDependencies>) {
    let runs = 0;
    return driveWorkflows({
      ...{ executions, clock: hasty, say: () => undefined },
      functions: new Map([['training-set-build', { executionTimeoutSeconds: 7 * day }]]),
      invoke: async (_, payload) => {
        const given = parts((runs += 1));
        const bound = boundTo(trainingSetBuild, fixture, given.database ?? database);
        const deps: BuildingDependencies = {
          ...{ policy, clock, log, objects },
          subjectKeys: openSubjectKeys({
            ...{ keyring: fixture.keyring, clock, cacheSeconds: 1 },
            database: bound,
          }),
          ...{ stepMilliseconds: 60_000, peoplePerWave: 4, rowsPerPage: 7 },
          ...given,
          database: bound,
          sets: openSets({ database: bound, clock }),
        };
        const handler = withDurableExecution(
          (input: { readonly setId: string }, context) =>
            buildSet(deps, context, input.setId as TrainingSetId),
          { durableExecutionClient: localExecutionClient(executions, hasty) },
        );
        const event = JSON.parse(payload) as DurableExecutionInvocationInput;
        try {
          const context = {
            awsRequestId: 'test',
            getRemainingTimeInMillis: () => 60_000,
          } as Context;
          return { kind: 'returned', payload: JSON.stringify(await handler(event, context)) };
        } catch (error) {
          const errorType = error instanceof Error ? error.name : 'Error';
          return { kind: 'failed', timedOut: false, error: { errorType, errorMessage: '' } };
        }
      },
    });
  }

  return {
    ...fixture,
    ...{ objects, directory, workflow, say, keep },

    async trainee(contents, residence) {
      const person = await newPerson(fixture, residence);
      await say(person.subjectId, 'given');
      return { ...person, ids: await keep(person.subjectId, contents) };
    },

    async request(asked = {}) {
      const setId = newTrainingSetId();
      const now = toRfc3339(clock());
      await openSets(fixture).create({
        ...{
          setId,
          version: 1,
          state: 'building',
          purpose: 'training',
          categories: ['prompt-text'],
        },
        ...{ policyVersion: policy.version, requestedAt: now, changedAt: now },
        ...{ endsAt: toRfc3339(plusSeconds(clock(), 30 * day)), people: 0, shards: 0 },
        ...{ counts: {}, excludedBy: {}, left: {} },
        ...asked,
      });
      return setId;
    },

    async build(setId, parts = () => ({})) {
      const { stop } = drive(parts);
      await workflow.start('training-set-build', setId, { setId });
      for (let waited = 0; waited < 40_000; waited += 50) {
        const status = (await executions.load(setId))?.row.status;
        if (status !== undefined && status !== 'open') break;
        await delay(50);
      }
      await stop();
      const set = await openSets(fixture).get(setId);
      if (set === undefined) throw new Error('no set');
      return set;
    },

    async linesIn(setId) {
      const lines: Awaited<ReturnType<SetFixture['linesIn']>>[number][] = [];
      for await (const place of shardsOf(database, setId)) {
        const shard = await objects.get(shardObject(place));
        const file = shard === undefined ? '' : await text(shard);
        lines.push(...linesOf(file).map((line) => ({ ...readLine(line), line })));
      }
      return lines;
    },

    async manifestOf(setId) {
      const manifest = await objects.get(manifestObject(setId));
      return manifest === undefined ? '' : text(manifest);
    },

    rowsOf: (subjectId) =>
      Array.fromAsync(queryAll(database, trainingRows, { partition: { subjectId } }, trainingRow)),

    async checkpoints() {
      const page = await database.client.send(
        new ScanCommand({ TableName: fromFacts(workflowCheckpoints).create.TableName }),
      );
      return JSON.stringify(page.Items);
    },

    stop: async () => {
      await fixture.stop();
      await rm(directory, { recursive: true });
    },
  };
}

/** Shards as small as a test needs them. */
export const withShardRows = (policy: Policy, shardRows: number): Policy => ({
  ...policy,
  trainingSets: { training: { ...policy.trainingSets['training']!, shardRows } },
});
