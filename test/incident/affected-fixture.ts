import { createApp } from '../../lambda/platform/http/app.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { affectedHandlers } from '../../lambda/incident/affected/api.ts';
import { openJobs } from '../../lambda/incident/affected/jobs.ts';
import type { Jobs } from '../../lambda/incident/affected/jobs.ts';
import { affectedApi, affectedSearch } from '../../lambda/incident/affected/needs.ts';
import { affectedRoutes } from '../../lambda/incident/affected/routes.ts';
import { findAffected } from '../../lambda/incident/affected/run.ts';
import type { IncidentId, JobId, SubjectId } from '../../lambda/value/ids.ts';
import { toEpochSeconds } from '../../lambda/value/time.ts';
import { seconds } from '../../lambda/value/time.ts';
import { boundTo } from '../record/record-fixture.ts';
import { call, justSignedIn } from '../support/call.ts';
import type { Call, CallResult } from '../support/call.ts';
import { openDriving } from './driving.ts';
import type { Driving } from './driving.ts';
import { officer, openIncidentFixture, stolenToken } from './incident-fixture.ts';
import type { IncidentFixture } from './incident-fixture.ts';

export interface AffectedFixture extends Omit<IncidentFixture, 'send'> {
  readonly driving: Driving;
  readonly jobs: Jobs;
  readonly incident: () => Promise<IncidentId>;
  readonly person: (residence?: string, email?: string) => Promise<SubjectId>;
  readonly store: (subjectId: SubjectId, category: string, many?: number) => Promise<void>;
  readonly ask: (method: string, path: string, rest?: Partial<Call>) => Promise<CallResult>;
  /** Searches to the end, and answers what the incident has then. */
  readonly search: (incidentId: IncidentId, body: object) => Promise<CallResult['body']>;
  readonly driveSearches: (databaseOf?: (run: number) => Database) => () => Promise<void>;
}

let people = 0;

export async function openAffectedFixture(): Promise<AffectedFixture> {
  const { send, ...fixture } = await openIncidentFixture();
  const driving = await openDriving(fixture);
  const parts = {
    ...fixture,
    workflow: driving.workflow,
    database: boundTo(affectedApi, fixture, fixture.database),
  };
  const app = createApp(parts, affectedRoutes, affectedHandlers(parts));
  const ask: AffectedFixture['ask'] = (method, path, rest = {}) =>
    call(
      app,
      justSignedIn(
        {
          ...{ method, path: `/v1/incidents${path}`, caller: officer, scopes: 'custos/incidents' },
          ...rest,
        },
        fixture.clock(),
      ),
    );
  return {
    ...fixture,
    driving,
    ask,
    jobs: openJobs(fixture),
    async incident() {
      const opened = await send('POST', '', { body: stolenToken });
      return opened.body.incidentId as IncidentId;
    },
    async person(residence = 'DE', email) {
      people += 1;
      const identifier = email
        ? ({ type: 'email', value: email } as const)
        : ({ type: 'user-id', value: `u-${people}-${Date.now()}` } as const);
      const { subject } = await fixture.subjects.register(identifier, { by: 'service', residence });
      return subject.subjectId;
    },
    async store(subjectId, category, many = 1) {
      const drafts = Array.from({ length: many }, () =>
        fixture.records.draft(
          subjectId,
          { category, purposes: ['service-provision'], content: 'Hello' },
          {
            collectedAt: fixture.clock(),
            expiresAt: seconds(toEpochSeconds(fixture.clock()) + 86_400),
          },
        ),
      );
      await fixture.records.write(drafts, []);
    },
    async search(incidentId, body) {
      const made = await ask('POST', `/${incidentId}/affected`, { body });
      if (made.status !== 202) return made.body;
      const jobId = made.body.jobId as JobId;
      const stop = drive();
      const status = await driving.ended(jobId);
      await stop();
      if (status !== 'succeeded') throw new Error(`the search is ${status}`);
      return (await ask('GET', `/${incidentId}/affected`, { query: { limit: '100' } })).body;
    },
    driveSearches: (databaseOf) => drive(databaseOf),
  };

  function drive(databaseOf?: (run: number) => Database) {
    const needed = boundTo(affectedSearch, fixture, fixture.database);
    return driving.drive(
      'affected-people',
      ({ incidentId, jobId }, context, { client }) => {
        const database = { client, physicalName: needed.physicalName };
        const deps = {
          ...{ database, policy: fixture.policy, clock: fixture.clock, log: fixture.log },
          jobs: openJobs({ database, clock: fixture.clock }),
          stepMilliseconds: 0,
        };
        return findAffected(deps, context, {
          incidentId: incidentId as IncidentId,
          jobId: jobId as JobId,
        });
      },
      databaseOf,
    );
  }
}
