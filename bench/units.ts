import { consentHandlers } from '../lambda/consent/api.ts';
import { consentRoutes } from '../lambda/consent/routes.ts';
import { decisionHandlers } from '../lambda/decision/api.ts';
import { decisionRoutes } from '../lambda/decision/routes.ts';
import { createApp } from '../lambda/platform/http/app.ts';
import type { ServiceCaller } from '../lambda/platform/http/exchange.ts';
import { seconds, toEpochSeconds } from '../lambda/value/time.ts';
import { recordHandlers } from '../lambda/record/api.ts';
import { recordRoutes } from '../lambda/record/routes.ts';
import { fulfilExport } from '../lambda/export/export.ts';
import { begin } from '../lambda/request/attempt.ts';
import { consumeRecords } from '../lambda/retention/consumer.ts';
import { countForPeople } from '../lambda/count/counts.ts';
import { openRestorer } from '../lambda/retention/restore.ts';
import { openRetention } from '../lambda/retention/store.ts';
import { startOf, sweepPage } from '../lambda/retention/sweep-person.ts';
import { erase } from '../test/erasure/erasure-steps.ts';
import {
  firstAttempt,
  follow,
  issuer,
  keep,
  openOffice,
  somebody,
  submit,
} from '../test/request/request-fixture.ts';
import type { Office, Person } from '../test/request/request-fixture.ts';
import { readStream, sweepExpired } from '../test/retention/stream-source.ts';
import { call } from '../test/support/call.ts';
import type { Call } from '../test/support/call.ts';
import { meter } from './meter.ts';
import type { Meter, Units } from './meter.ts';

const assistant: ServiceCaller = { kind: 'service', issuer, name: 'assistant' };
/** Bytes of the text of a prompt, and of a response. */
export const textBytes = 1_500;
export const recordsOfPerson = 60;

/** What happens, in the order in which it is measured. */
export const activities = [
  'decision',
  'prompt',
  'prompt-counted',
  'expiry-counted',
  'choice',
  'sweep',
  'page',
  'access',
  'erasure',
] as const;
export type Activity = (typeof activities)[number];

/** Units of each, on an embedded server of its own, with no key in any cache. */
export async function measureUnits(): Promise<Readonly<Record<Activity, Units>>> {
  const office = await openOffice();
  try {
    // A fixed time: the size of a row must not depend on when it is measured.
    office.setClock('2026-11-24T09:00:00.123Z');
    return await measureAll(office, meter(office.database.client, office.keyring));
  } finally {
    await office.stop();
  }
}

async function measureAll(office: Office, { take }: Meter) {
  const send = callerOf(office);
  const measure = async (work: () => Promise<unknown>): Promise<Units> => {
    // Past the life of every cached key.
    office.pass(600);
    take();
    await work();
    return take();
  };
  const person = await somebody(office);
  await keep(office, person, textsOf(recordsOfPerson));
  await send(prompt(person));
  const stored = (await readStream(office.server)).length;
  return {
    decision: await measure(() => send(decision(person))),
    prompt: await measure(() => send(prompt(person))),
    'prompt-counted': await measure(() => countChanges(office, stored)),
    'expiry-counted': await expiry(office, person, measure),
    choice: await measure(() => send(choice(person))),
    sweep: await measure(() => sweepOf(office, person)),
    page: await measure(() => send(page(person))),
    access: await measure(() => access(office, person)),
    erasure: await measure(async () =>
      erase(office, firstAttempt(await submitted(office, person, 'erasure'))),
    ),
  };
}

function callerOf(office: Office) {
  const app = createApp(
    office,
    { ...consentRoutes, ...decisionRoutes, ...recordRoutes },
    { ...consentHandlers(office), ...decisionHandlers(office), ...recordHandlers(office) },
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

/** The stream's consumer, with what the stream holds from a place on. */
async function countChanges(office: Office, from: number): Promise<void> {
  const Records = (await readStream(office.server)).slice(from);
  const { batchItemFailures } = await consumeRecords({
    retention: openRetention(office),
    countForPeople: (changes) => countForPeople(office, changes),
    restorer: () => openRestorer(office),
    clock: office.clock,
    log: office.log,
  })({ Records });
  if (Records.length === 0 || batchItemFailures.length > 0) throw new Error('nothing was counted');
}

/** Two records whose period is over, deleted by DynamoDB. */
async function expiry(
  office: Office,
  { subjectId }: Person,
  measure: (work: () => Promise<unknown>) => Promise<Units>,
): Promise<Units> {
  const drafts = textsOf(2).map((text) =>
    office.records.draft(
      subjectId,
      { category: 'prompt-text', purposes: ['service-provision'], ...text },
      {
        collectedAt: office.clock(),
        // The embedded server deletes by the time of this machine.
        expiresAt: seconds(toEpochSeconds(office.clock()) - 3_600),
      },
    ),
  );
  await office.records.write(drafts, []);
  const written = (await readStream(office.server)).length;
  if ((await sweepExpired(office.server)) < 2) throw new Error('nothing was deleted');
  return measure(() => countChanges(office, written));
}

async function sweepOf(office: Office, { subjectId }: Person): Promise<void> {
  let place = startOf(subjectId);
  while (!place.isDone) place = await sweepPage({ ...office, rowsPerPage: 1_000 }, place);
}

/** Such a request wants a recent sign-in. */
const submitted = (office: Office, { caller }: Person, kind: 'access' | 'erasure') =>
  submit(office, { ...caller, authenticatedAt: toEpochSeconds(office.clock()) }, { kind });

async function access(office: Office, person: Person): Promise<void> {
  const answer = await submitted(office, person, 'access');
  const run = firstAttempt(answer);
  await begin(office, run);
  await fulfilExport(office, run);
  const { followUpToken } = answer.body as { readonly followUpToken: string };
  await follow(office, followUpToken, 'GET');
  await follow(office, followUpToken, 'POST', '/download');
}
