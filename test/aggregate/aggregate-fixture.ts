import { aggregateHandlers } from '../../lambda/aggregate/api.ts';
import { closePeriod } from '../../lambda/aggregate/closing/run.ts';
import { measurementHandlers } from '../../lambda/aggregate/measurement/api.ts';
import { measurementRoutes } from '../../lambda/aggregate/measurement/routes.ts';
import { aggregateApi, aggregateClose, measurementApi } from '../../lambda/aggregate/needs.ts';
import { aggregateRoutes } from '../../lambda/aggregate/routes.ts';
import { everyContribution } from '../../lambda/aggregate/contribution-store.ts';
import type { CopiedContribution } from '../../lambda/aggregate/contribution-store.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { openSubjectKeys } from '../../lambda/platform/keyring/subject-keys.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import type { Identifier } from '../../lambda/subject/model/subject.ts';
import type { SubjectId } from '../../lambda/value/ids.ts';
import { openDriving } from '../incident/driving.ts';
import type { Driving } from '../incident/driving.ts';
import { boundTo } from '../record/record-fixture.ts';
import { assistant, byUserId, openSubjectFixture } from '../subject/subject-fixture.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';
import type { CallResult } from '../support/call.ts';
import { call } from '../support/call.ts';
import { examplePolicy } from '../support/example-policy.ts';

export interface Person {
  readonly subject: Identifier;
  readonly subjectId: SubjectId;
}

/** The API of measurements beside that of people, on one embedded server. */
export interface AggregateFixture {
  readonly people: SubjectFixture;
  readonly newPerson: () => Promise<Person>;
  /** `POST /v1/measurements`, as the function with its needs answers it. */
  readonly send: (
    body: unknown,
    options?: { readonly key?: string; readonly policy?: Policy; readonly database?: Database },
  ) => Promise<CallResult>;
  readonly contributed: (person: Person, policy?: Policy) => Promise<CopiedContribution[]>;
  readonly object: (person: Person) => Promise<unknown>;
  readonly driving: Driving;
  /** Runs closings, each with its own database. */
  readonly drive: (options?: {
    readonly databaseOf?: (run: number) => Database;
    readonly policy?: Policy;
    /** One page in each step when absent. */
    readonly stepMilliseconds?: number;
  }) => () => Promise<void>;
  /** Closes a period of a measure to the end, and returns the status of the workflow. */
  readonly close: (
    measure: string,
    period: string,
    options?: { readonly policy?: Policy; readonly run?: string },
  ) => Promise<string>;
  /** `GET /v1/aggregates/measures`. */
  readonly measures: () => Promise<CallResult>;
  /** `GET /v1/aggregates`. */
  readonly read: (
    query: Readonly<Record<string, string>>,
    options?: { readonly policy?: Policy; readonly accept?: string },
  ) => Promise<CallResult>;
}

const staff = { kind: 'staff', issuer: 'https://staff.example.com', name: 'dpo' } as const;

export const rating = (
  { subject }: Pick<Person, 'subject'>,
  value = 4,
  model = 'assistant-1',
  language = 'en',
) => ({ subject, measure: 'answer-ratings', value, dimensions: { model, language } });

/** The example policy with other settings of its measure of ratings. */
export const ratingsWith = (changes: Partial<Policy['measures'][string]>): Policy => ({
  ...examplePolicy,
  measures: {
    ...examplePolicy.measures,
    'answer-ratings': { ...examplePolicy.measures['answer-ratings']!, ...changes },
  },
});

export async function openAggregateFixture(
  policy: Policy = examplePolicy,
): Promise<AggregateFixture> {
  const people = await openSubjectFixture(policy);
  const { server, deps } = people;
  const driving = await openDriving(deps);
  const log = openLog({ function: 'test', stage: 'test' }, (line) => {
    (people.logged as string[]).push(line);
  });

  const drive: AggregateFixture['drive'] = ({
    databaseOf,
    policy: ruling = deps.policy,
    stepMilliseconds = 0,
  } = {}) =>
    driving.drive(
      'aggregate-close',
      (name, context, on) => {
        const database = boundTo(aggregateClose, server, on);
        const { keyring, clock } = deps;
        const subjectKeys = openSubjectKeys({ database, keyring, clock, cacheSeconds: 1 });
        const parts = { database, keyring, subjectKeys, policy: ruling, clock, log };
        return closePeriod({ ...parts, stepMilliseconds }, context, name);
      },
      databaseOf,
    );

  return {
    ...{ people, driving, drive },

    async close(measure, period, { policy: ruling, run = '1' } = {}) {
      const execution = `${measure}-${period}-${run}`;
      await driving.workflow.start('aggregate-close', execution, { measure, period });
      const stop = drive({ policy: ruling });
      try {
        return await driving.ended(execution);
      } finally {
        await stop();
      }
    },

    measures: () =>
      call(createApp({ ...deps, log }, aggregateRoutes, aggregateHandlers(deps)), {
        ...{ method: 'GET', path: '/v1/aggregates/measures', caller: staff },
      }),

    read(query, { policy: ruling = deps.policy, accept } = {}) {
      const database = boundTo(aggregateApi, server, deps.database);
      const parts = { ...deps, database, policy: ruling, log };
      return call(createApp(parts, aggregateRoutes, aggregateHandlers(parts)), {
        ...{ method: 'GET', path: '/v1/aggregates', query, caller: staff },
        ...(accept && { headers: { accept } }),
      });
    },

    async newPerson() {
      const subject = byUserId();
      const { body } = await people.post('/v1/subjects', { subject });
      return { subject, subjectId: body.subjectId };
    },

    send(body, { key = crypto.randomUUID(), policy: ruling = deps.policy, ...rest } = {}) {
      const database = boundTo(measurementApi, server, rest.database ?? deps.database);
      const { keyring, clock } = deps;
      const subjectKeys = openSubjectKeys({ database, keyring, clock, cacheSeconds: 300 });
      const parts = { ...deps, database, subjectKeys, policy: ruling, log };
      return call(createApp(parts, measurementRoutes, measurementHandlers(parts)), {
        ...{ method: 'POST', path: '/v1/measurements', caller: assistant, body },
        ...(key !== '' && { headers: { 'idempotency-key': key } }),
      });
    },

    contributed: ({ subjectId }, ruling = deps.policy) =>
      Array.fromAsync(everyContribution({ ...deps, policy: ruling }, subjectId)),

    object: ({ subject }) =>
      people.post('/v1/consents', { subject, purpose: 'aggregates', state: 'refused' }),
  };
}
