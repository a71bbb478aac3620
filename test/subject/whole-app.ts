import { consentHandlers } from '../../lambda/consent/api.ts';
import { consentRoutes } from '../../lambda/consent/routes.ts';
import { decisionHandlers } from '../../lambda/decision/api.ts';
import { decisionRoutes } from '../../lambda/decision/routes.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import { recordHandlers } from '../../lambda/record/api.ts';
import { recordRoutes } from '../../lambda/record/routes.ts';
import { subjectHandlers } from '../../lambda/subject/api.ts';
import { subjectRoutes } from '../../lambda/subject/routes.ts';
import { overviewHandlers } from '../../lambda/overview/api.ts';
import { overviewRoutes } from '../../lambda/overview/routes.ts';
import type { Call, CallResult } from '../support/call.ts';
import { call } from '../support/call.ts';
import { openSubjectFixture } from './subject-fixture.ts';
import type { SubjectFixture } from './subject-fixture.ts';

/** The rooms in which a service says something of people, and people look, on one server. */
export interface WholeApp {
  readonly people: SubjectFixture;
  readonly send: (request: Call) => Promise<CallResult>;
  readonly stop: () => Promise<void>;
}

export async function openWholeApp(): Promise<WholeApp> {
  const people = await openSubjectFixture();
  const log = openLog({ function: 'test', stage: 'test' }, () => undefined);
  const deps = { ...people.deps, log };
  const app = createApp(
    deps,
    { ...subjectRoutes, ...overviewRoutes, ...consentRoutes, ...decisionRoutes, ...recordRoutes },
    {
      ...subjectHandlers(deps),
      ...overviewHandlers(deps),
      ...consentHandlers(deps),
      ...decisionHandlers(deps),
      ...recordHandlers(deps),
    },
  );
  return { people, send: (request) => call(app, request), stop: () => people.stop() };
}
