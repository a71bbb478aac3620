import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceCaller, SubjectCaller } from '../../../lambda/platform/http/handlers.ts';
import type { Call, CallResult } from '../../support/call.ts';
import type { Dice } from './dice.ts';
import type { ApiFixture } from './api-fixture.ts';

const issuer = 'https://login.example.com';
const assistant: ServiceCaller = { kind: 'service', issuer, name: 'assistant' };
const purposes = ['improvement', 'training', 'profiling', 'support'] as const;
const states = ['given', 'refused', 'withdrawn'] as const;

export interface Person {
  readonly email: string;
  readonly caller: SubjectCaller;
}

/** What a response has promised, and a test must find. */
export interface Promised {
  /** Ids of the events behind the receipts. */
  readonly events: string[];
  readonly written: Set<string>;
  readonly deleted: Set<string>;
  operations: number;
  repeated: number;
}

export const newPerson = (number: number): Person => ({
  email: `person-${number}@example.org`,
  caller: {
    kind: 'subject',
    issuer,
    sub: `sub-${number}`,
    email: `person-${number}@example.org`,
  },
});

/** One operation of a client that retries without a response, with the same key. */
export async function operate(
  fixture: ApiFixture,
  dice: Dice,
  people: readonly Person[],
  promised: Promised,
): Promise<void> {
  const person = dice.pick(people);
  const chance = dice.roll();
  promised.operations += 1;
  if (chance < 0.3) await choose(fixture, dice, person, promised);
  else if (chance < 0.4) await chooseThroughService(fixture, dice, person, promised);
  else if (chance < 0.6) await write(fixture, person, promised, 1);
  else if (chance < 0.65) await write(fixture, person, promised, 3);
  else if (chance < 0.72) await remove(fixture, dice, person, promised);
  else if (chance < 0.84) await decide(fixture, dice, people, promised);
  else if (chance < 0.94) await query(fixture, person, promised);
  else await history(fixture, dice, person, promised);
}

export async function register(
  fixture: ApiFixture,
  person: Person,
  promised: Promised,
): Promise<void> {
  await settled(fixture, promised, 'subject', {
    method: 'POST',
    path: '/v1/subjects',
    caller: assistant,
    headers: key(),
    body: { subject: named(person), residence: 'DE' },
  });
}

async function choose(fixture: ApiFixture, dice: Dice, person: Person, promised: Promised) {
  const { headers, body, purpose } = choiceOf(fixture, dice);
  const { body: answered } = await settled(fixture, promised, 'consent', {
    method: 'PUT',
    path: `/v1/me/consents/${purpose}`,
    caller: person.caller,
    headers,
    body,
  });
  promised.events.push(eventOf((answered as { receipt: string }).receipt));
}

async function chooseThroughService(
  fixture: ApiFixture,
  dice: Dice,
  person: Person,
  promised: Promised,
) {
  const { headers, body, purpose } = choiceOf(fixture, dice);
  const { body: answered } = await settled(fixture, promised, 'consent', {
    method: 'POST',
    path: '/v1/consents',
    caller: assistant,
    headers,
    body: { ...body, subject: named(person), purpose },
  });
  promised.events.push(eventOf((answered as { receipt: string }).receipt));
}

async function write(fixture: ApiFixture, person: Person, promised: Promised, count: number) {
  const item = {
    subject: named(person),
    category: 'prompt-text',
    purposes: ['service-provision'],
    content: { text: 'Plan a weekend in Lisbon.' },
  };
  const { body } = await settled(fixture, promised, 'record', {
    method: 'POST',
    path: count === 1 ? '/v1/records' : '/v1/records/batch',
    caller: assistant,
    headers: key(),
    body: count === 1 ? item : { items: Array.from({ length: count }, () => item) },
  });
  const items = (count === 1 ? [body] : (body as { items: unknown[] }).items) as {
    recordId: string;
  }[];
  for (const { recordId } of items) promised.written.add(`${person.email} ${recordId}`);
}

/** A second deletion returns `not-found`: after a lost response, that is a success. */
async function remove(fixture: ApiFixture, dice: Dice, person: Person, promised: Promised) {
  const own = [...promised.written].filter(
    (name) => name.startsWith(`${person.email} `) && !promised.deleted.has(name),
  );
  if (own.length === 0) return;
  const name = dice.pick(own);
  promised.deleted.add(name);
  await settled(
    fixture,
    promised,
    'record',
    {
      method: 'DELETE',
      path: `/v1/me/records/${name.split(' ')[1]}`,
      caller: person.caller,
    },
    [204, 404],
  );
}

/** About one person, or about several, who are read in batches. */
async function decide(
  fixture: ApiFixture,
  dice: Dice,
  people: readonly Person[],
  promised: Promised,
) {
  const question = () => ({
    subject: named(dice.pick(people)),
    category: 'prompt-text',
    purpose: dice.pick(purposes),
  });
  const body = dice.roll() < 0.5 ? question() : { items: Array.from({ length: 5 }, question) };
  await settled(fixture, promised, 'decision', {
    method: 'POST',
    path: '/v1/decisions',
    caller: assistant,
    body,
  });
}

async function query(fixture: ApiFixture, person: Person, promised: Promised) {
  await settled(fixture, promised, 'record', {
    method: 'POST',
    path: '/v1/records/query',
    caller: assistant,
    body: { subject: named(person), purpose: 'service-provision', limit: 5 },
  });
}

async function history(fixture: ApiFixture, dice: Dice, person: Person, promised: Promised) {
  const purpose = dice.pick(purposes);
  await settled(fixture, promised, 'consent', {
    method: 'GET',
    path: `/v1/me/consents/${purpose}/history`,
    caller: person.caller,
    query: { limit: '5' },
  });
}

function choiceOf({ policy }: ApiFixture, dice: Dice) {
  const purpose = dice.pick(purposes);
  const state = dice.pick(states);
  const { id, version } = policy.published[policy.primaryNotice]!;
  const body = { state, locale: 'en', method: 'test', notice: { id, version } };
  return { purpose, body, headers: key() };
}

/** Retries as long as the response says so, as a client does. */
async function settled(
  fixture: ApiFixture,
  promised: Promised,
  room: Parameters<ApiFixture['send']>[0],
  request: Call,
  expected: readonly number[] = [200, 201, 204, 207],
): Promise<CallResult> {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const result = await fixture.send(room, request);
    const again =
      result.status === 503 ||
      (result.status === 409 && String(result.body?.type).endsWith('request-in-progress'));
    if (!again) {
      if (expected.includes(result.status)) return result;
      throw new Error(
        `${request.method} ${request.path} answered ${result.status}: ${result.text}`,
      );
    }
    promised.repeated += 1;
    await delay(20 + attempt * 20);
  }
  throw new Error(`${request.method} ${request.path} was not answered in 40 attempts`);
}

const key = () => ({ 'Idempotency-Key': randomUUID() });
const named = ({ email }: Person) => ({ type: 'email', value: email });

function eventOf(receipt: string): string {
  const payload = Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString('utf8');
  return (JSON.parse(payload) as { record_id: string }).record_id;
}
