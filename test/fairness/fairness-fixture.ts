import { fairnessHandlers } from '../../lambda/fairness/api.ts';
import { labelHandlers } from '../../lambda/fairness/label/api.ts';
import { labelRoutes } from '../../lambda/fairness/label/routes.ts';
import { fairnessApi, fairnessReport, labelApi } from '../../lambda/fairness/needs.ts';
import { makeReport } from '../../lambda/fairness/report/run.ts';
import { fairnessRoutes } from '../../lambda/fairness/routes.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { openSubjectKeys } from '../../lambda/platform/keyring/subject-keys.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { recordHandlers } from '../../lambda/record/api.ts';
import { recordRoutes } from '../../lambda/record/routes.ts';
import { reviewHandlers } from '../../lambda/review/api.ts';
import { reviewApi } from '../../lambda/review/needs.ts';
import { reviewRoutes } from '../../lambda/review/routes.ts';
import type { Identifier } from '../../lambda/subject/model/subject.ts';
import type { SubjectId } from '../../lambda/value/ids.ts';
import { openDriving } from '../incident/driving.ts';
import type { Driving } from '../incident/driving.ts';
import { boundTo } from '../record/record-fixture.ts';
import { assistant, byUserId, openSubjectFixture, yes } from '../subject/subject-fixture.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';
import type { CallResult } from '../support/call.ts';
import { call, justSignedIn } from '../support/call.ts';
import { examplePolicy } from '../support/example-policy.ts';

export interface Person {
  readonly subject: Identifier;
  readonly subjectId: SubjectId;
}

interface Said {
  readonly residence?: string;
  readonly gender?: string;
}

/** The API of decisions, labels and reports beside that of people, on one embedded server. */
export interface FairnessFixture {
  readonly people: SubjectFixture;
  /** Registers a person, who gives a gender on explicit consent where one is said. */
  readonly newPerson: (said?: Said) => Promise<Person>;
  /** `POST /v1/automated-decisions` of the monitored system; returns the id. */
  readonly decide: (
    person: Pick<Person, 'subject'>,
    favourable: boolean | undefined,
    rest?: object,
  ) => Promise<string>;
  /** `POST /v1/automated-decisions/labels`. */
  readonly label: (items: readonly unknown[]) => Promise<CallResult>;
  readonly consent: (person: Person, purpose: string, state: string) => Promise<CallResult>;
  readonly driving: Driving;
  readonly drive: (options?: {
    readonly databaseOf?: (run: number) => Database;
  }) => () => Promise<void>;
  /** Makes the report of a period to the end, and returns the status of the workflow. */
  readonly report: (period: string, run?: string) => Promise<string>;
  /** `GET /v1/fairness/systems`. */
  readonly systems: () => Promise<CallResult>;
  /** `GET /v1/fairness`. */
  readonly read: (period?: string, accept?: string) => Promise<CallResult>;
  /** `POST /v1/fairness/{reportId}/review`. */
  readonly review: (reportId: string, body: unknown) => Promise<CallResult>;
}

export const system = 'upload-limits';
const staff = { kind: 'staff', issuer: 'https://staff.example.com', name: 'dpo' } as const;

/** The example policy, with groups of three people. */
export const smallGroups: Policy = {
  ...examplePolicy,
  fairness: {
    ...examplePolicy.fairness,
    systems: {
      [system]: { ...examplePolicy.fairness.systems[system]!, minimumGroup: 3 },
    },
  },
};

export async function openFairnessFixture(policy: Policy = smallGroups): Promise<FairnessFixture> {
  const people = await openSubjectFixture(policy);
  const { server, deps } = people;
  const { keyring, clock } = deps;
  const driving = await openDriving(deps);
  const log = openLog({ function: 'test', stage: 'test' }, (line) => {
    (people.logged as string[]).push(line);
  });
  const partsOf = (facts: Parameters<typeof boundTo>[0], on: Database = deps.database) => {
    const database = boundTo(facts, server, on);
    const subjectKeys = openSubjectKeys({ database, keyring, clock, cacheSeconds: 1 });
    return { ...deps, database, subjectKeys, log };
  };

  const drive: FairnessFixture['drive'] = ({ databaseOf } = {}) =>
    driving.drive(
      'fairness-report',
      (name, context, on) =>
        makeReport({ ...partsOf(fairnessReport, on), stepMilliseconds: 0 }, context, name),
      databaseOf,
    );

  const consent: FairnessFixture['consent'] = ({ subject }, purpose, state) =>
    people.post('/v1/consents', {
      ...{ subject, purpose },
      ...(state === 'given' ? { ...yes(policy), method: 'signature' } : { state }),
    });

  return {
    ...{ people, driving, drive, consent },

    async newPerson({ residence = 'DE', gender } = {}) {
      const subject = byUserId();
      const { body } = await people.post('/v1/subjects', { subject, residence });
      const person = { subject, subjectId: body.subjectId };
      if (gender === undefined) return person;
      const given = await consent(person, 'fairness-attributes', 'given');
      if (given.status !== 201) throw new Error(JSON.stringify(given.body));
      // What is stored in the moment of a consent counts as stored before it.
      people.setClock(new Date(clock() + 1_000).toISOString());
      const record = {
        subject,
        category: 'fairness-attributes',
        purposes: ['fairness-attributes'],
      };
      const stored = await call(createApp({ ...deps, log }, recordRoutes, recordHandlers(deps)), {
        ...{ method: 'POST', path: '/v1/records', caller: assistant },
        body: { ...record, content: { gender } },
        headers: { 'idempotency-key': crypto.randomUUID() },
      });
      if (stored.status !== 201) throw new Error(JSON.stringify(stored.body));
      return person;
    },

    async decide({ subject }, favourable, rest = {}) {
      const parts = partsOf(reviewApi);
      const { body } = await call(createApp(parts, reviewRoutes, reviewHandlers(parts)), {
        ...{ method: 'POST', path: '/v1/automated-decisions', caller: assistant },
        body: {
          ...{ subject, system, outcome: { value: 'Decided', favourable, score: 0.5 } },
          ...{ mainFactors: ['A factor'], at: new Date(clock()).toISOString() },
          ...rest,
        },
        headers: { 'idempotency-key': crypto.randomUUID() },
      });
      return String(body.automatedDecisionId);
    },

    label(items) {
      const parts = partsOf(labelApi);
      return call(createApp(parts, labelRoutes, labelHandlers(parts)), {
        ...{ method: 'POST', path: '/v1/automated-decisions/labels', caller: assistant },
        body: { items },
      });
    },

    async report(period, run = '1') {
      const execution = `${system}-${period}-${run}`;
      await driving.workflow.start('fairness-report', execution, { system, period });
      const stop = drive();
      try {
        return await driving.ended(execution);
      } finally {
        await stop();
      }
    },

    systems() {
      const parts = partsOf(fairnessApi);
      return call(createApp(parts, fairnessRoutes, fairnessHandlers(parts)), {
        ...{ method: 'GET', path: '/v1/fairness/systems', caller: staff },
      });
    },

    read(period, accept) {
      const parts = partsOf(fairnessApi);
      return call(createApp(parts, fairnessRoutes, fairnessHandlers(parts)), {
        ...{ method: 'GET', path: '/v1/fairness', caller: staff },
        query: { system, ...(period && { period }) },
        ...(accept && { headers: { accept } }),
      });
    },

    review(reportId, body) {
      const parts = partsOf(fairnessApi);
      const path = `/v1/fairness/${reportId}/review`;
      const request = { method: 'POST', path, caller: staff, body } as const;
      return call(
        createApp(parts, fairnessRoutes, fairnessHandlers(parts)),
        justSignedIn(request, clock()),
      );
    },
  };
}
