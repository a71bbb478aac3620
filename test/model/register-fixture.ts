import { insert } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { ServiceCaller, StaffCaller } from '../../lambda/platform/http/handlers.ts';
import type { Report } from '../../lambda/fairness/model/report.ts';
import { fairnessReports } from '../../lambda/fairness/table.ts';
import { modelHandlers } from '../../lambda/model/register/api.ts';
import { modelApi } from '../../lambda/model/register/needs.ts';
import { modelRoutes } from '../../lambda/model/register/routes.ts';
import { openSets } from '../../lambda/model/set/store.ts';
import type { TrainingSet } from '../../lambda/model/set/training-set.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { newTrainingSetId } from '../../lambda/value/ids.ts';
import { plusSeconds, toRfc3339 } from '../../lambda/value/time.ts';
import { boundTo, openRecordFixture } from '../record/record-fixture.ts';
import type { RecordFixture } from '../record/record-fixture.ts';
import { call, justSignedIn } from '../support/call.ts';
import type { Call, CallResult } from '../support/call.ts';

const issuer = 'https://login.example.com';
export const trainer: ServiceCaller = { kind: 'service', issuer, name: 'trainer' };
export const steward: StaffCaller = { kind: 'staff', issuer, name: 'dpo@example.com' };

/** The API of the register on a real embedded server, with no table that its needs do not name. */
export interface RegisterFixture extends RecordFixture {
  readonly appUnder: (policy: Policy) => App;
  readonly send: (
    method: string,
    path: string,
    rest?: Partial<Call> & { readonly app?: App },
  ) => Promise<CallResult>;
  /** Reads the tag, then changes the model. */
  readonly change: (
    path: string,
    body: object,
    caller?: ServiceCaller | StaffCaller,
  ) => Promise<CallResult>;
  /** Stores a set as a build leaves it. */
  readonly storeSet: (facts?: Partial<TrainingSet>) => Promise<TrainingSet>;
  /** Stores a report of fairness as its durable job leaves it. */
  readonly storeReport: (
    system: string,
    breached?: readonly string[],
    reportedAt?: string,
    report?: Pick<Report, 'verdicts' | 'comparisons'>,
  ) => Promise<void>;
}

export async function openRegisterFixture(): Promise<RegisterFixture> {
  const opened = await openRecordFixture({ streams: 'off' });
  const fixture = { ...opened, policy: monitoring(opened.policy) };
  const { database, clock, policy } = fixture;
  const appUnder: RegisterFixture['appUnder'] = (ruling) => {
    const parts = { ...fixture, policy: ruling, database: boundTo(modelApi, fixture, database) };
    return createApp(parts, modelRoutes, modelHandlers(parts));
  };
  const usual = appUnder(policy);
  const send: RegisterFixture['send'] = (method, path, { app = usual, ...rest } = {}) =>
    call(
      app,
      justSignedIn({ method, path: `/v1/models${path}`, caller: trainer, ...rest }, clock()),
    );
  return {
    ...fixture,
    appUnder,
    send,
    change: async (path, body, caller = steward) => {
      const { headers } = await send('GET', path, { caller });
      return send('PATCH', path, { body, caller, headers: { 'If-Match': headers['etag'] ?? '' } });
    },
    storeSet: async (facts = {}) => {
      const now = clock();
      const at = toRfc3339(now);
      const set: TrainingSet = {
        ...{ setId: newTrainingSetId(), version: 1, state: 'ready', purpose: 'training' },
        ...{ categories: ['prompt-text'], policyVersion: policy.version },
        ...{ requestedAt: at, changedAt: at, builtAt: at },
        endsAt: toRfc3339(plusSeconds(now, 30 * 86_400)),
        ...{ people: 120, shards: 1, counts: { 'prompt-text': 900 }, excludedBy: {}, left: {} },
        merkleRoot: 'ab'.repeat(32),
        ...facts,
      };
      await openSets({ database, clock }).create(set);
      return set;
    },
    storeReport: async (
      system,
      breached = [],
      reportedAt = toRfc3339(clock()),
      report = passingReport,
    ) => {
      const row = {
        ...{ system, period: '2026-10', version: 1, reportedAt },
        ...{ policyVersion: policy.version, breached: [...breached] },
        report: JSON.stringify(report),
      };
      const outcome = await transact(database, [insert(fairnessReports, row)]);
      if (outcome.kind !== 'committed') throw new Error('the report is there already');
    },
  };
}

/** What a report says of a system whose groups are alike. */
export const passingReport: Pick<Report, 'verdicts' | 'comparisons'> = {
  verdicts: [{ metric: 'demographicParityRatio', value: 0.97, threshold: 0.8, kind: 'within' }],
  comparisons: [],
};

/** A model as a program registers it. */
export const newModel = (rest: object = {}) => ({
  ...{ name: 'answer-ranking', version: '1.0.0', title: 'Ranking of answers' },
  ...{ intendedUse: 'Puts answers in order.', trainingSets: [] as string[] },
  ...rest,
});

/** Every month, with the settings of the system that the example monitors. */
export const monitored = [
  'fair-a',
  'fair-b',
  'unfair',
  'few',
  'of-sets',
  'card-system',
  'long-ago',
];
function monitoring(policy: Policy): Policy {
  const [system] = Object.values(policy.fairness.systems);
  if (system === undefined) throw new Error('the example monitors no system');
  const systems = Object.fromEntries(monitored.map((name) => [name, system]));
  return { ...policy, fairness: { ...policy.fairness, systems } };
}
