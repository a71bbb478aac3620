import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../../lambda/event/changes.ts';
import type { CustosEvent } from '../../lambda/event/event.ts';
import { ada, nine } from './example.ts';

type Image = Record<string, AttributeValue>;
type Name = 'INSERT' | 'MODIFY' | 'REMOVE';

const text = (S: string) => ({ S });
const occasion = { source: 'urn:custos:prod', now: nine };
const requestId = '0190f2a0-7c1e-7d4a-8f00-5b1a2c3d4e5f';

function change(name: Name, keys: readonly string[], before?: Image, after?: Image) {
  const row = after ?? before ?? {};
  const Keys = Object.fromEntries(keys.map((key) => [key, row[key] ?? text('')]));
  const record: DynamoDBRecord = {
    eventName: name,
    dynamodb: {
      Keys,
      ...(before && { OldImage: before }),
      ...(after && { NewImage: after }),
      ApproximateCreationDateTime: 1_795_000_000,
      SequenceNumber: '1',
    },
  };
  return record;
}

const consent = (state: string, version: number, others: Image = {}): Image => ({
  subjectId: text(ada),
  purpose: text('improvement'),
  state: text(state),
  version: { N: String(version) },
  ...others,
});
const person = (version: number, others: Image = {}): Image => ({
  subjectId: text(ada),
  status: text('active'),
  version: { N: String(version) },
  ...others,
});
const request = (status: string, version: number, others: Image = {}): Image => ({
  requestId: text(requestId),
  subjectId: text(ada),
  kind: text('erasure'),
  status: text(status),
  version: { N: String(version) },
  ...others,
});

const consentKeys = ['subjectId', 'purpose'];
const publish = (record: DynamoDBRecord) => eventOf(record, occasion);
function event(record: DynamoDBRecord): CustosEvent {
  const published = publish(record);
  if (published.kind === 'unreadable') throw new Error('the change is unreadable');
  expect(published.events).toHaveLength(1);
  return published.events[0]!;
}
const nothing = { kind: 'events', events: [] };

describe('a recipient that has to be notified', () => {
  const task = (state: string, taskId: string, target = 'recipient', action = 'erase') => ({
    M: {
      ...{ target: text(target), action: text(action), state: text(state) },
      ...{ taskId: text(taskId), attempt: { N: '1' } },
    },
  });
  const withTasks = (version: number, tasks: Image): Image =>
    request('in-progress', version, { content: { M: { tasks: { M: tasks } } } });
  const before = request('in-progress', 1, { content: { M: {} } });
  const published = (from: Image, to: Image) => {
    const outcome = publish(change('MODIFY', ['requestId'], from, to));
    return outcome.kind === 'events' ? outcome.events : [];
  };

  test('gets an event of its own, with an id of its own, and systems get none', () => {
    const events = published(
      before,
      withTasks(2, {
        'recipient:analytics': task('due', 'one'),
        'recipient:model-provider': task('waiting-for-staff', 'two'),
        'system:crm': task('due', 'three', 'system'),
      }),
    );

    expect(events.map(({ type, data }) => [type, data])).toEqual(
      ['analytics', 'model-provider'].map((recipient) => [
        'recipient.notification-due',
        { subjectId: ada, requestId, recipient, action: 'erase' },
      ]),
    );
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
  });

  test('gets one event, whatever becomes of its task, and another one for a release', () => {
    const due = withTasks(2, { 'recipient:analytics': task('due', 'one') });
    const done = withTasks(3, { 'recipient:analytics': task('done', 'one') });
    const again = withTasks(4, { 'recipient:analytics': task('due', 'one') });
    const released = withTasks(5, {
      'recipient:analytics': task('due', 'two', 'recipient', 'release'),
    });

    expect(published(due, done)).toEqual([]);
    expect(published(done, again)).toEqual([]);
    expect(published(again, released)).toMatchObject([{ data: { action: 'release' } }]);
  });

  test('gets none where there is nothing to be done', () => {
    expect(
      published(before, withTasks(2, { 'recipient:analytics': task('not-applicable', 'one') })),
    ).toEqual([]);
  });
});

describe('a change of a consent state', () => {
  test('has purpose and state, the version as sequence, and the time of the change', () => {
    const published = event(
      change('MODIFY', consentKeys, consent('given', 1), consent('withdrawn', 2)),
    );

    expect(published).toEqual({
      specversion: '1.0',
      id: published.id,
      source: 'urn:custos:prod',
      type: 'consent.changed',
      subject: ada,
      time: new Date(1_795_000_000_000).toISOString(),
      datacontenttype: 'application/json',
      dataschema: 'urn:custos:event:consent.changed:v1',
      sequence: '0000000002',
      data: { subjectId: ada, purpose: 'improvement', state: 'withdrawn' },
    });
  });

  test('is also emitted for the same state: a renewed consent starts a new period', () => {
    const published = event(
      change('MODIFY', consentKeys, consent('given', 1), consent('given', 2)),
    );

    expect(published.sequence).toBe('0000000002');
  });

  test('has one id for all its deliveries, and another one than the change before', () => {
    const record = change('INSERT', consentKeys, undefined, consent('given', 1));
    const next = change('MODIFY', consentKeys, consent('given', 1), consent('given', 2));

    expect(eventOf(record, { ...occasion, now: nine })).toEqual(publish(record));
    expect(event(record).id).toMatch(/^[0-9a-f]{32}$/);
    expect(event(next).id).not.toBe(event(record).id);
  });

  test('is not emitted for a purge, which the end of the erasure reports', () => {
    expect(publish(change('REMOVE', consentKeys, consent('given', 1)))).toEqual(nothing);
  });
});

describe('a change of a person', () => {
  const restricted = (...purposes: readonly string[]) => ({
    restrictedPurposes: { L: purposes.map(text) },
  });

  test.each<[string, Image | undefined, Image, unknown]>([
    [
      'a first restriction',
      person(1),
      person(2, restricted('safety', 'improvement')),
      ['improvement', 'safety'],
    ],
    [
      'a restriction of everything',
      person(1),
      person(2, { restrictedPurposes: text('all') }),
      'all',
    ],
    ['its end', person(1, restricted('safety')), person(2, restricted()), []],
    ['the fence of an erasure', person(1), person(2, { status: text('erasing') }), 'all'],
    [
      'a person who is restricted from the start',
      undefined,
      person(1, restricted('safety')),
      ['safety'],
    ],
  ])('is emitted for %s', (_title, before, after, restrictedPurposes) => {
    const published = event(change(before ? 'MODIFY' : 'INSERT', ['subjectId'], before, after));

    expect(published.type).toBe('restriction.changed');
    expect(published.data).toEqual({ subjectId: ada, restrictedPurposes });
  });

  test.each<[string, Image | undefined, Image]>([
    ['a registration', undefined, person(1)],
    ['another residence', person(1), person(2, { residence: text('DE') })],
    [
      'the same restrictions in another order',
      person(1, restricted('a', 'b')),
      person(2, restricted('b', 'a')),
    ],
    [
      'the fence where everything was restricted',
      person(1, { restrictedPurposes: text('all') }),
      person(2, { status: text('erasing'), restrictedPurposes: text('all') }),
    ],
  ])('is not emitted for %s', (_title, before, after) => {
    const record = change(before ? 'MODIFY' : 'INSERT', ['subjectId'], before, after);

    expect(publish(record)).toEqual(nothing);
  });

  test('is the erasure once the row is deleted, after every other change', () => {
    const published = event(
      change('REMOVE', ['subjectId'], person(7, { status: text('erasing') })),
    );

    expect(published).toMatchObject({
      type: 'subject.erased',
      sequence: '0000000008',
      data: { subjectId: ada },
    });
  });
});

describe('a change of a request', () => {
  test.each<[string, Image | undefined, Image, string]>([
    ['received', undefined, request('in-progress', 1), 'in-progress'],
    ['moved', request('in-progress', 4), request('completed', 5), 'completed'],
  ])('reports that it was %s', (_title, before, after, status) => {
    const published = event(change(before ? 'MODIFY' : 'INSERT', ['requestId'], before, after));

    expect(published).toMatchObject({
      type: 'request.changed',
      subject: ada,
      data: { subjectId: ada, requestId, kind: 'erasure', status },
    });
  });

  test('is not emitted for progress within a status, nor for the expiry of its evidence', () => {
    const progress = change('MODIFY', ['requestId'], request('failed', 1), request('failed', 2));

    expect(publish(progress)).toEqual(nothing);
    expect(publish(change('REMOVE', ['requestId'], request('denied', 3)))).toEqual(nothing);
  });
});

describe('the answer to a person who contested a decision', () => {
  const automatedDecisionId = '0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f71';
  const review = (status: string, version: number, outcome?: string): Image =>
    request(status, version, {
      kind: text('human-review'),
      content: {
        M: {
          automatedDecisionId: text(automatedDecisionId),
          ...(outcome !== undefined && {
            answer: { M: { outcome: text(outcome), at: text('now') } },
          }),
        },
      },
    });
  const answered = (outcome: string) =>
    publish(
      change(
        'MODIFY',
        ['requestId'],
        review('in-progress', 1),
        review(outcome === 'rejected' ? 'denied' : 'completed', 2, outcome),
      ),
    );

  test.each(['upheld', 'changed', 'withdrawn'])(
    'reports to the service that it was %s, beside the change of the request',
    (outcome) => {
      const published = answered(outcome);

      expect(published).toMatchObject({
        kind: 'events',
        events: [
          { type: 'request.changed', data: { kind: 'human-review', status: 'completed' } },
          {
            type: 'automated-decision.reviewed',
            subject: ada,
            sequence: '0000000002',
            data: { subjectId: ada, automatedDecisionId, requestId, outcome },
          },
        ],
      });
      const ids = published.kind === 'events' ? published.events.map(({ id }) => id) : [];
      expect(new Set(ids).size).toBe(2);
      expect(published).toEqual(answered(outcome));
    },
  );

  test.each<[string, DynamoDBRecord]>([
    [
      'when it could not be reviewed',
      change('MODIFY', ['requestId'], review('in-progress', 1), review('denied', 2, 'rejected')),
    ],
    ['while it is open', change('INSERT', ['requestId'], undefined, review('in-progress', 1))],
    ['of a denial', change('MODIFY', ['requestId'], review('in-progress', 1), review('denied', 2))],
  ])('reports no review %s', (_title, record) => {
    expect(event(record).type).toBe('request.changed');
  });

  test('is unreadable where its outcome is none, so that an alarm follows', () => {
    expect(answered('whatever the row has').kind).toBe('unreadable');
  });
});

describe('a change of a record', () => {
  const keys = ['subjectId', 'recordId'];
  const record = (contentVersion: number, version: number, others: Image = {}): Image => ({
    subjectId: text(ada),
    recordId: text(requestId),
    category: text('account-profile'),
    contentVersion: { N: String(contentVersion) },
    version: { N: String(version) },
    ...others,
  });

  test('is emitted when its content is corrected, without the content', () => {
    const changed = change('MODIFY', keys, record(1, 3), record(2, 4, { sealed: text('secret') }));

    expect(eventOf(changed, occasion)).toMatchObject({
      kind: 'events',
      events: [
        {
          type: 'record.changed',
          subject: ada,
          sequence: '0000000004',
          data: { subjectId: ada, recordId: requestId, category: 'account-profile' },
        },
      ],
    });
    expect(JSON.stringify(eventOf(changed, occasion))).not.toContain('secret');
  });

  test('is not emitted for another end, nor when an erasure encrypts what is exempt again', () => {
    const later = change('MODIFY', keys, record(2, 3), record(2, 4));
    const exempt = record(2, 4, { withheld: text('legal-claims') });
    const resealed = change('MODIFY', keys, record(1, 3), exempt);

    expect([later, resealed].map((one) => eventOf(one, occasion))).toEqual([
      ...[
        { kind: 'events', events: [] },
        { kind: 'events', events: [] },
      ],
    ]);
  });
});

describe('no event carries', () => {
  const secrets = {
    ciphertext: { B: 'c2VjcmV0' },
    followUp: text('planted'),
    note: text('planted note'),
  };

  test('attributes of a row that are not published', () => {
    const published = [
      change('INSERT', consentKeys, undefined, consent('given', 1, secrets)),
      change('INSERT', ['requestId'], undefined, request('received', 1, secrets)),
      change(
        'MODIFY',
        ['subjectId'],
        person(1),
        person(2, { ...secrets, status: text('erasing') }),
      ),
      change('REMOVE', ['subjectId'], person(1, secrets)),
    ].map(event);

    expect(published).toHaveLength(4);
    expect(JSON.stringify(published)).not.toMatch(/planted|c2VjcmV0/);
  });

  test.each<[string, DynamoDBRecord]>([
    [
      'a purpose that is a sentence',
      change('INSERT', consentKeys, undefined, {
        ...consent('given', 1),
        purpose: text('Ada Lovelace'),
      }),
    ],
    ['an unknown state', change('INSERT', consentKeys, undefined, consent('Ada', 1))],
    [
      'an address in place of an id',
      change('INSERT', consentKeys, undefined, {
        ...consent('given', 1),
        subjectId: text('ada@example.com'),
      }),
    ],
    ['an unknown status', change('INSERT', ['requestId'], undefined, request('Ada', 1))],
    [
      'a version that is no number',
      change('REMOVE', ['subjectId'], { ...person(1), version: text('x') }),
    ],
    ['no image', change('MODIFY', ['subjectId'])],
    ['keys of another table', change('INSERT', ['alias'], undefined, { alias: text('x') })],
  ])('unexpected content of a row: %s', (_title, record) => {
    expect(publish(record)).toEqual({ kind: 'unreadable' });
  });
});
