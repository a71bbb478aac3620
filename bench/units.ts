import { consentHandlers } from '../lambda/consent/api.ts';
import { consentRoutes } from '../lambda/consent/routes.ts';
import { decisionHandlers } from '../lambda/decision/api.ts';
import { decisionRoutes } from '../lambda/decision/routes.ts';
import { createApp } from '../lambda/platform/http/app.ts';
import type { ServiceCaller } from '../lambda/platform/http/handlers.ts';
import { seconds, toEpochSeconds } from '../lambda/value/time.ts';
import { recordHandlers } from '../lambda/record/api.ts';
import { recordRoutes } from '../lambda/record/routes.ts';
import { fulfilExport } from '../lambda/export/export.ts';
import { begin } from '../lambda/request/attempt.ts';
import { consentStates } from '../lambda/consent/table.ts';
import type { Workflow } from '../lambda/platform/workflow/workflow.ts';
import { hourOf } from '../lambda/count/hourly.ts';
import { noteHour } from '../lambda/ledger/used-hours.ts';
import { consumeRecords } from '../lambda/retention/consumer.ts';
import { startLateSweeps } from '../lambda/retention/late-sweep.ts';
import { countChanges } from '../lambda/count/counts.ts';
import { openRestorer } from '../lambda/retention/restore.ts';
import { startSweeps } from '../lambda/retention/start-sweep.ts';
import { openRetention } from '../lambda/retention/store.ts';
import { startOf, sweepPage } from '../lambda/retention/sweep-person.ts';
import { erase } from '../test/erasure/erasure-steps.ts';
import {
  firstAttempt,
  follow,
  issuer,
  keep,
  openRequestFixture,
  newPerson,
  submit,
} from '../test/request/request-fixture.ts';
import type { RequestFixture, Person } from '../test/request/request-fixture.ts';
import { readStream, sweepExpired } from '../test/retention/stream-source.ts';
import { call } from '../test/support/call.ts';
import type { Call } from '../test/support/call.ts';
import { meter } from './meter.ts';
import type { Units } from './meter.ts';

const assistant: ServiceCaller = { kind: 'service', issuer, name: 'assistant' };
/** Bytes of the text of a prompt, and of a response. */
export const textBytes = 1_500;
export const recordsOfPerson = 60;

/** The calls, in the order in which they are measured. */
export const activities = [
  'decision',
  'prompt',
  'prompt-counted',
  'expiry-counted',
  'choice',
  'choice-weighed',
  'sweep',
  'page',
  'access',
  'erasure',
] as const;
export type MeasuredActivity = (typeof activities)[number];

/** Units of each call, on an embedded server of its own, without any cached key. */
export const measureUnits = (): Promise<Readonly<Record<MeasuredActivity, Units>>> =>
  measureActivities(({ database, keyring }) => meter(database.client, keyring));

/** The same for whatever is observed of the calls. */
export async function measureActivities<Observed>(
  observe: (fixture: RequestFixture) => Promise<Observer<Observed>> | Observer<Observed>,
): Promise<Readonly<Record<MeasuredActivity, Observed>>> {
  const fixture = await openRequestFixture();
  try {
    // A fixed time: the size of a row must not depend on when it is measured.
    fixture.setClock('2026-11-24T09:00:00.123Z');
    return await measureAll(fixture, await observe(fixture));
  } finally {
    await fixture.stop();
  }
}

interface Observer<Observed> {
  /** What was observed since the last call. */
  readonly take: () => Observed;
}

async function measureAll<Observed>(fixture: RequestFixture, { take }: Observer<Observed>) {
  const send = callerOf(fixture);
  const measure = async (work: () => Promise<unknown>): Promise<Observed> => {
    // Later than the expiry of every cached key.
    fixture.pass(600);
    // An instance does it once in an hour, whatever it is called for.
    await noteHour(fixture.database, hourOf(fixture.clock()));
    take();
    await work();
    return take();
  };
  const person = await newPerson(fixture);
  await keep(fixture, person, textsOf(recordsOfPerson));
  await send(prompt(person));
  const stored = (await readStream(fixture.server)).length;
  return {
    decision: await measure(() => send(decision(person))),
    prompt: await measure(() => send(prompt(person))),
    'prompt-counted': await measure(() => consumeFrom(fixture, stored)),
    'expiry-counted': await expiry(fixture, person, measure),
    choice: await measure(() => send(choice(person))),
    'choice-weighed': await measure(() => weighChoice(fixture)),
    sweep: await measure(() => sweepOf(fixture, person)),
    page: await measure(() => send(page(person))),
    access: await measure(() => access(fixture, person)),
    erasure: await measure(async () =>
      erase(fixture, firstAttempt(await submitted(fixture, person, 'erasure'))),
    ),
  };
}

function callerOf(fixture: RequestFixture) {
  const app = createApp(
    fixture,
    { ...consentRoutes, ...decisionRoutes, ...recordRoutes },
    { ...consentHandlers(fixture), ...decisionHandlers(fixture), ...recordHandlers(fixture) },
  );
  return async (request: Call): Promise<void> => {
    const { status, text } = await call(app, request);
    if (status >= 300) throw new Error(`${request.path} returned ${status}: ${text}`);
  };
}

const subjectOf = ({ email }: Person) => ({ type: 'email', value: email });
const key = () => ({ 'Idempotency-Key': crypto.randomUUID() });
const textsOf = (count: number) =>
  Array.from({ length: count }, () => ({ content: 'a'.repeat(textBytes) }));

const decision = (person: Person): Call => ({
  method: 'POST',
  path: '/v1/decisions',
  caller: assistant,
  body: { subject: subjectOf(person), purpose: 'service-provision', category: 'prompt-text' },
});

const prompt = (person: Person): Call => ({
  method: 'POST',
  path: '/v1/records/batch',
  caller: assistant,
  headers: key(),
  body: {
    items: textsOf(2).map((text) => ({
      subject: subjectOf(person),
      category: 'prompt-text',
      purposes: ['service-provision'],
      ...text,
    })),
  },
});

const choice = ({ caller }: Person): Call => ({
  method: 'PUT',
  path: '/v1/me/consents/improvement',
  caller,
  headers: key(),
  body: { state: 'refused', locale: 'en', method: 'privacy-centre' },
});

const page = ({ caller }: Person): Call => ({
  method: 'GET',
  path: '/v1/me/records',
  query: { limit: '50' },
  caller,
});

/** The consumer of the stream, with the stream records after a position. */
async function consumeFrom(fixture: RequestFixture, from: number): Promise<void> {
  const Records = (await readStream(fixture.server)).slice(from);
  const { batchItemFailures } = await consumeRecords({
    retention: openRetention(fixture),
    count: (changes) => countChanges(fixture, changes),
    sweepLate: (changes) => startLateSweeps({ ...fixture, workflow: idle }, changes),
    restorer: () => openRestorer(fixture),
    media: fixture.media,
    clock: fixture.clock,
    log: fixture.log,
  })({ Records });
  if (Records.length === 0 || batchItemFailures.length > 0) throw new Error('nothing was counted');
}

/** The choice does not move an end: no record of the person serves its purpose. */
async function weighChoice(fixture: RequestFixture): Promise<void> {
  const changes = await readStream(fixture.server, consentStates);
  const { batchItemFailures } = await startSweeps({ ...fixture, workflow: idle })({
    Records: changes.slice(-1),
  });
  if (changes.length === 0 || batchItemFailures.length > 0) throw new Error('nothing was weighed');
}

/** Starts are counted by the sweep itself. */
const idle: Workflow = { start: () => Promise.resolve('started') };

/** Two records whose period is over, deleted by DynamoDB. */
async function expiry<Observed>(
  fixture: RequestFixture,
  { subjectId }: Person,
  measure: (work: () => Promise<unknown>) => Promise<Observed>,
): Promise<Observed> {
  const drafts = textsOf(2).map((text) =>
    fixture.records.draft(
      subjectId,
      { category: 'prompt-text', purposes: ['service-provision'], ...text },
      {
        collectedAt: fixture.clock(),
        // The embedded server deletes by the time of this machine.
        expiresAt: seconds(toEpochSeconds(fixture.clock()) - 3_600),
      },
    ),
  );
  await fixture.records.write(drafts, []);
  const written = (await readStream(fixture.server)).length;
  if ((await sweepExpired(fixture.server)) < 2) throw new Error('nothing was deleted');
  return measure(() => consumeFrom(fixture, written));
}

async function sweepOf(fixture: RequestFixture, { subjectId }: Person): Promise<void> {
  let place = startOf(subjectId);
  while (!place.isDone) place = await sweepPage({ ...fixture, rowsPerPage: 1_000 }, place);
}

/** The route requires a recent sign-in. */
const submitted = (fixture: RequestFixture, { caller }: Person, kind: 'access' | 'erasure') =>
  submit(fixture, { ...caller, authenticatedAt: toEpochSeconds(fixture.clock()) }, { kind });

async function access(fixture: RequestFixture, person: Person): Promise<void> {
  const answer = await submitted(fixture, person, 'access');
  const run = firstAttempt(answer);
  await begin(fixture, run);
  await fulfilExport(fixture, run);
  const { followUpToken } = answer.body as { readonly followUpToken: string };
  await follow(fixture, followUpToken, 'GET');
  await follow(fixture, followUpToken, 'POST', '/download');
}
