import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consentHandlers } from '../../lambda/consent/api.ts';
import { consentRoutes } from '../../lambda/consent/routes.ts';
import { decisionHandlers } from '../../lambda/decision/api.ts';
import { decisionRoutes } from '../../lambda/decision/routes.ts';
import { incidentHandlers } from '../../lambda/incident/api.ts';
import { containmentHandlers } from '../../lambda/incident/containment/api.ts';
import { containmentApi, containmentSweep } from '../../lambda/incident/containment/needs.ts';
import { sweepContainments } from '../../lambda/incident/containment/sweep.ts';
import { quarantineHandler } from '../../lambda/incident/quarantine/call.ts';
import { FunctionUnavailableError } from '../../lambda/platform/invoke.ts';
import { FileQuarantine } from '../../local/adapters/quarantine/file-quarantine.ts';
import { containmentRoutes } from '../../lambda/incident/containment/routes.ts';
import { incidentRoutes } from '../../lambda/incident/routes.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { openDriving } from '../incident/driving.ts';
import type { Driving } from '../incident/driving.ts';
import { officer, stolenToken } from '../incident/incident-fixture.ts';
import { assistant, newPerson } from '../record/calls.ts';
import type { Person } from '../record/calls.ts';
import { boundTo, openRecordFixture } from '../record/record-fixture.ts';
import type { RecordFixture } from '../record/record-fixture.ts';
import { call, justSignedIn } from '../support/call.ts';
import type { Call, CallResult } from '../support/call.ts';

/** The API of containments on a real embedded server, with no table that its needs do not name. */
export interface ContainmentFixture extends RecordFixture {
  readonly driving: Driving;
  /** Has a file for each function that is quarantined. */
  readonly folder: string;
  readonly sweep: () => ReturnType<typeof sweepContainments>;
  /** The API on another connection to the same server. */
  readonly appOn: (database: Database) => App;
  readonly send: (method: string, path: string, rest?: Partial<Call>) => Promise<CallResult>;
  readonly newIncident: () => Promise<string>;
  readonly contain: (incidentId: string, body: object, headers?: object) => Promise<CallResult>;
  readonly undo: (incidentId: string, containmentId: string) => Promise<CallResult>;
  /** The decision about the prompts of a person. */
  readonly decisionOf: (person: Person, category?: string) => Promise<string>;
}

export async function openContainmentFixture(
  options: Parameters<typeof openRecordFixture>[0] = { streams: 'off' },
  serviceIssuer?: string,
): Promise<ContainmentFixture> {
  const fixture = await openRecordFixture(options);
  const driving = await openDriving(fixture);
  const { workflow } = driving;
  const directory = await mkdtemp(join(tmpdir(), 'custos-quarantine-'));
  const folder = join(directory, 'quarantine');
  const callQuarantine = quarantineHandler({
    quarantine: new FileQuarantine(folder),
    at: JSON.stringify({ policyArn: folder, roleName: '{function}', functions: ['record-api'] }),
    log: fixture.log,
  });
  const unavailable = async (call: unknown) =>
    callQuarantine(call).catch((cause: unknown) => {
      throw new FunctionUnavailableError({ cause });
    });
  const issuers =
    serviceIssuer === undefined
      ? fixture.policy.issuers
      : [{ issuer: serviceIssuer, caller: 'service' } as const];
  const appOn = (database: Database): App => {
    const parts = { ...fixture, workflow, database: boundTo(containmentApi, fixture, database) };
    const outside = { issuers, callQuarantine: unavailable };
    return createApp(parts, containmentRoutes, containmentHandlers(parts, outside));
  };
  const containment = appOn(fixture.database);
  const others = createApp(
    fixture,
    { ...incidentRoutes, ...decisionRoutes, ...consentRoutes },
    { ...incidentHandlers(fixture), ...decisionHandlers(fixture), ...consentHandlers(fixture) },
  );
  const send: ContainmentFixture['send'] = (method, path, rest = {}) =>
    call(
      path.includes('/contain') ? containment : others,
      justSignedIn({ method, path, caller: officer, ...rest }, fixture.clock()),
    );
  return {
    ...fixture,
    appOn,
    driving,
    folder,
    sweep: () =>
      sweepContainments({
        ...{ policy: fixture.policy, clock: fixture.clock, log: fixture.log },
        database: boundTo(containmentSweep, fixture, fixture.database),
        callQuarantine: unavailable,
        workflow,
      }),
    stop: async () => {
      await fixture.stop();
      await rm(directory, { recursive: true });
    },
    send,
    newIncident: async () =>
      String((await send('POST', '/v1/incidents', { body: stolenToken })).body.incidentId),
    contain: (incidentId, body, headers = {}) =>
      send('POST', `/v1/incidents/${incidentId}/contain`, { body, headers: { ...headers } }),
    undo: (incidentId, containmentId) =>
      send('DELETE', `/v1/incidents/${incidentId}/contain/${containmentId}`),
    decisionOf: async ({ subject }, category = 'prompt-text') => {
      const body = { subject, purpose: 'service-provision', category };
      const { status, body: decided } = await send('POST', '/v1/decisions', {
        caller: assistant,
        body,
      });
      return status === 200 ? String(decided.decision) : String(status);
    },
  };
}

export { newPerson };
