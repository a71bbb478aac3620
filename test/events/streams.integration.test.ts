import type { DynamoDBStreamEvent } from 'aws-lambda';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { update } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { consumeChanges } from '../../lambda/event/consumer.ts';
import type { CustosEvent } from '../../lambda/event/event.ts';
import type { Events } from '../../lambda/event/events.ts';
import { LocalEvents } from '../../local/adapters/events/local-events.ts';
import { eventStream } from '../../lambda/event/needs.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import { subjects } from '../../lambda/subject/table.ts';
import type { Invoke } from '../../local/invocation.ts';
import { streamFilter } from '../../local/stream-filter.ts';
import { StreamPositions } from '../../local/stream-positions.ts';
import { feedStreams } from '../../local/streams.ts';
import { erase } from '../erasure/erasure-steps.ts';
import {
  consent,
  firstAttempt,
  keep,
  openRequestFixture,
  newPerson,
  staff,
  submit,
} from '../request/request-fixture.ts';
import { decided } from '../review/decided.ts';
import type { RequestFixture, Person } from '../request/request-fixture.ts';
import { leaksIn } from '../support/leaks.ts';

let fixture: RequestFixture;
let folder: string;
let lines: string[];
let feeds: { readonly stop: () => Promise<void> }[];
const path = () => join(folder, 'events.jsonl');

beforeEach(async () => {
  fixture = await openRequestFixture();
  folder = mkdtempSync(join(tmpdir(), 'custos-events-'));
  lines = [];
  feeds = [];
});
afterEach(async () => {
  await Promise.all(feeds.map((feed) => feed.stop()));
  await fixture.stop();
  rmSync(folder, { recursive: true });
});

/** Sends the streams in the function's facts to it, with their filters, as the runtime does. */
function listen(events: Events = new LocalEvents(path()), positions = 'streams.json') {
  const handle = consumeChanges({
    events,
    source: 'urn:custos:test',
    clock: fixture.clock,
    log: openLog({ function: 'event-stream', stage: 'test' }, (line) => lines.push(line)),
  });
  const invoke: Invoke = async (_, payload) => ({
    kind: 'returned',
    payload: JSON.stringify(await handle(JSON.parse(payload) as DynamoDBStreamEvent)),
  });
  const { sources, retries } = eventStream.trigger;
  const feed = feedStreams(
    sources.map(({ table, changes }) => ({
      functionName: eventStream.name,
      tableName: fixture.database.physicalName(table),
      batchSize: 100,
      filter: streamFilter([JSON.stringify({ eventName: changes })]),
      retries,
    })),
    {
      database: { url: fixture.server.endpoint },
      invoke,
      positions: new StreamPositions(join(folder, positions)),
      say: () => undefined,
    },
  );
  feeds.push(feed);
  return feed;
}

const written = (): CustosEvent[] =>
  existsSync(path())
    ? readFileSync(path(), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as CustosEvent)
    : [];
/** Events about a person, by type, in the order in which they arrived. */
const eventsOf = ({ subjectId }: Pick<Person, 'subjectId'>, type: CustosEvent['type']) =>
  written()
    .filter((event) => event.subject === subjectId && event.type === type)
    .map(({ data }) => data);
const untilPublished = (count: number) =>
  vi.waitFor(() => expect(new Set(written().map(({ id }) => id)).size).toBe(count), {
    timeout: 20_000,
    interval: 50,
  });

async function restrict({ subjectId }: Person, restrictedPurposes: string | readonly string[]) {
  const { version } = (await fixture.subjects.get(subjectId))!;
  const changes = { restrictedPurposes };
  await transact(fixture.database, [update(subjects, { subjectId }, version, changes)]);
}

/** Every change that has an event, from the first consent to the end of an erasure. */
async function wholeLife(person: Person): Promise<void> {
  await keep(fixture, person, [{ content: 'planted-content of mine' }]);
  await consent(fixture, person);
  await consent(fixture, person, 'withdrawn');
  await restrict(person, ['improvement']);
  await restrict(person, []);
  const answer = await submit(fixture, person.caller, {
    kind: 'erasure',
    reason: 'planted-reason of mine',
  });
  await erase(fixture, firstAttempt(answer));
}
const eventsOfALife = 8;

test('every kind of committed change is emitted, in order, and nothing else', async () => {
  listen();
  const [person, neighbour] = [await newPerson(fixture), await newPerson(fixture)];

  await wholeLife(person);
  await consent(fixture, neighbour, 'withdrawn');

  await untilPublished(eventsOfALife + 1);
  const { subjectId } = person;
  expect(eventsOf(person, 'consent.changed')).toEqual([
    { subjectId, purpose: 'improvement', state: 'refused' },
    { subjectId, purpose: 'improvement', state: 'withdrawn' },
  ]);
  expect(eventsOf(person, 'restriction.changed')).toEqual([
    { subjectId, restrictedPurposes: ['improvement'] },
    { subjectId, restrictedPurposes: [] },
    { subjectId, restrictedPurposes: 'all' },
  ]);
  expect(eventsOf(person, 'request.changed')).toEqual([
    expect.objectContaining({ subjectId, kind: 'erasure', status: 'in-progress' }),
    expect.objectContaining({ subjectId, kind: 'erasure', status: 'completed' }),
  ]);
  expect(eventsOf(person, 'subject.erased')).toEqual([{ subjectId }]);
  expect(eventsOf(neighbour, 'consent.changed')).toEqual([
    expect.objectContaining({ state: 'withdrawn' }),
  ]);
});

test('the service learns by an event what a human came to about its decision', async () => {
  listen();
  const person = await newPerson(fixture);
  const { subjectId } = person;
  const automatedDecisionId = await decided(fixture, person);
  const { body } = await submit(fixture, person.caller, {
    ...{ kind: 'human-review', automatedDecisionId },
    reason: 'planted-reason of mine',
  });
  const { requestId } = body.request;

  await staff(fixture, 'POST', `/${requestId}/answer`, {
    body: { outcome: 'withdrawn', reasons: 'planted-answer of ours' },
  });

  await untilPublished(3);
  expect(eventsOf(person, 'automated-decision.reviewed')).toEqual([
    { subjectId, automatedDecisionId, requestId, outcome: 'withdrawn' },
  ]);
  expect(eventsOf(person, 'request.changed')).toMatchObject([
    { kind: 'human-review', status: 'in-progress' },
    { kind: 'human-review', status: 'completed' },
  ]);
  expect(readFileSync(path(), 'utf8')).not.toContain('planted');
});

test('no event and no line of the log names a person', async () => {
  listen();
  const person = await newPerson(fixture);

  await wholeLife(person);
  await untilPublished(eventsOfALife);

  const planted = [person.email, person.caller.sub, 'planted-content', 'planted-reason'];
  expect(leaksIn('events', readFileSync(path(), 'utf8'), planted)).toEqual([]);
  expect(lines.join('')).toContain('EVENTS_PUBLISHED');
  expect(leaksIn('log', lines.join(''), [...planted, person.subjectId])).toEqual([]);
});

test('an event that carries the profile of a person: none about a request of any kind has more than codes', async () => {
  listen();
  const person = await newPerson(fixture);
  const { email, caller, subjectId } = person;
  await keep(fixture, person, [{ content: { city: 'planted-content of mine' } }]);
  const reason = 'planted-reason of mine';
  const sent = async (body: object): Promise<string> =>
    (await submit(fixture, caller, body)).body.request.requestId;
  const act = (requestId: string, what: string, body: object) =>
    staff(fixture, 'POST', `/${requestId}/${what}`, { body });

  const automatedDecisionId = await decided(fixture, person);
  const complaint = await sent({ kind: 'complaint', reason });
  await act(complaint, 'answer', { outcome: 'rejected', reasons: 'planted-answer of ours' });
  await sent({ kind: 'appeal', about: complaint, reason });
  await sent({ kind: 'human-review', automatedDecisionId, reason });
  const correction = { category: 'prompt-text', pointer: '/city', value: 'planted-value', reason };
  const rectification = await sent({ kind: 'rectification', corrections: [correction] });
  const refused = { decision: 'refuse', ground: 'found-accurate', note: 'planted-note' };
  await act(rectification, 'corrections/1', refused);
  await sent({ kind: 'restriction', reason });
  await sent({ kind: 'access', reason });
  const agent = { name: 'planted-name', contact: 'planted-contact', mandate: 'signed' };
  await staff(fixture, 'POST', '/on-behalf', {
    body: {
      ...{ kind: 'portability', subject: { type: 'email', value: email }, agent, reason },
      ...{ channel: 'letter', receivedOn: new Date().toISOString().slice(0, 10) },
    },
  });
  await erase(fixture, firstAttempt(await submit(fixture, caller, { kind: 'erasure', reason })));

  await vi.waitFor(
    () => expect(eventsOf(person, 'request.changed').at(-1)).toMatchObject({ kind: 'erasure' }),
    { timeout: 20_000, interval: 50 },
  );
  const changes = eventsOf(person, 'request.changed');
  const kinds = new Set(changes.map((data) => 'kind' in data && data.kind));
  expect(kinds.size).toBe(8);
  for (const data of changes) {
    expect(Object.keys(data).sort()).toEqual(['kind', 'requestId', 'status', 'subjectId']);
  }
  const planted = [email, caller.sub, 'planted-'];
  expect(leaksIn('events', readFileSync(path(), 'utf8'), planted)).toEqual([]);
  expect(leaksIn('log', lines.join(''), [...planted, subjectId])).toEqual([]);
});

test('events that the receiver rejects are delivered again, in the order of the changes', async () => {
  const file = new LocalEvents(path());
  let refusals = 2;
  listen({
    publish: (events) => {
      refusals -= 1;
      return refusals < 0
        ? file.publish(events)
        : Promise.resolve({ kind: 'interrupted', from: 0, cause: new Error('away') });
    },
  });
  const person = await newPerson(fixture);

  await consent(fixture, person);
  await consent(fixture, person, 'withdrawn');

  await untilPublished(2);
  expect(eventsOf(person, 'consent.changed')).toMatchObject([
    { state: 'refused' },
    { state: 'withdrawn' },
  ]);
  expect(lines.join('')).toContain('"code":"FAILED"');
});

test('delivered again from the beginning, every change has the same id and time', async () => {
  const first = listen();
  const person = await newPerson(fixture);
  await consent(fixture, person);
  await consent(fixture, person, 'withdrawn');
  await untilPublished(2);
  await first.stop();
  const before = written();

  listen(undefined, 'positions-that-were-lost.json');

  await vi.waitFor(() => expect(written()).toHaveLength(4), { timeout: 20_000 });
  expect(written().slice(2)).toEqual(before);
});
