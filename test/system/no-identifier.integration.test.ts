import { unzipSync } from 'fflate';
import { afterEach, describe, expect, test } from 'vitest';
import { isClosed } from '../../lambda/request/model/request.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { follow, keep, newPerson, submit } from '../request/request-fixture.ts';
import { openRunning, policyWithSystems, statesOf } from './running.ts';
import type { Running } from './running.ts';

const { memory, crm } = policyWithSystems.systems;
const arn = 'arn:aws:dynamodb:eu-central-1:111122223333:table/';
/** A system that knows people by their telephone number, which Custos has of no one here. */
const byPhone: Policy = {
  ...policyWithSystems,
  systems: {
    memory: memory!,
    crm: {
      ...crm!,
      connector: { ...crm!.connector, identifiers: ['phone'] } as (typeof crm &
        object)['connector'],
    },
  },
};
/** One of whose tables knows people by their telephone number. */
const partly: Policy = {
  ...policyWithSystems,
  systems: {
    memory: memory!,
    crm: {
      ...{ ...crm!, categories: ['prompt-text', 'feedback'] },
      connector: {
        kind: 'dynamodb',
        tables: [
          {
            ...{ table: `${arn}Chats`, category: 'prompt-text' },
            key: { identifier: 'email', attribute: 'email' },
          },
          {
            ...{ table: `${arn}Calls`, category: 'feedback' },
            key: { identifier: 'phone', attribute: 'phone' },
          },
        ],
      },
    },
  },
};

let running: Running;
let stop: () => Promise<void> = () => Promise.resolve();
afterEach(async () => {
  await stop();
  await running.stop();
});

async function begin(policy: Policy, kind: string) {
  running = await openRunning(policy);
  const person = await newPerson(running.fixture);
  await keep(running.fixture, person, [{}]);
  for (const { rows } of Object.values(running.stores)) {
    rows.push({ userId: person.email, category: 'prompt-text', text: 'hers' });
    rows.push({ userId: 'noa@example.org', category: 'prompt-text', text: 'of another' });
  }
  const { body } = await submit(running.fixture, person.caller, { kind });
  stop = running.drive();
  const token = body.followUpToken as string;
  const seen = () => follow(running.fixture, token).then((answer) => answer.body);
  return { requestId: body.request.requestId as RequestId, seen, token };
}
const waiting = (requestId: RequestId) =>
  running.until(requestId, ({ tasks }) => tasks?.['system:crm']?.state === 'waiting-for-staff');

describe('a person without an identifier that a system has', () => {
  test.each(['erasure', 'access', 'restriction'])(
    'is not reported as one without data there: %s waits for staff, and others go on',
    async (kind) => {
      const { requestId, seen } = await begin(byPhone, kind);

      await waiting(requestId);
      const row = await running.until(
        requestId,
        ({ tasks }) => tasks?.['system:memory']?.state === 'done',
      );

      expect(statesOf(row)).toEqual({
        'system:memory': 'done',
        'system:crm': 'waiting-for-staff (no-identifier)',
      });
      expect(running.stores['crm']!.calls).toEqual([]);
      running.fixture.pass(8 * 86_400);
      const closed = await running.until(requestId, ({ status }) => isClosed(status));
      expect(closed.status).toBe('partially-completed');
      const { tasks } = await seen();
      expect(tasks[1]).toMatchObject({ system: 'crm', error: 'no-identifier' });
      expect(tasks[1].found).toBeUndefined();
      expect(tasks[1].counts).toBeUndefined();

      const evidence = 'Searched by name, ticket 4711: nothing there.';
      const { status } = await running.act(requestId, 'system:crm', 'mark-done', { evidence });
      expect(status).toBe(200);
      await running.sweepUntil(requestId, (now) => now.status === 'completed');
    },
  );

  test.each(['erasure', 'access'])(
    'in a part of a system: the rest is carried out, and then it waits for staff: %s',
    async (kind) => {
      const { requestId, token } = await begin(partly, kind);

      const row = await waiting(requestId);

      expect(row.tasks?.['system:crm']).toMatchObject({
        ...{ error: 'no-identifier', found: { 'prompt-text': 1 }, done: { 'prompt-text': 1 } },
      });
      if (kind !== 'access') return;
      running.fixture.pass(8 * 86_400);
      await running.until(requestId, ({ status }) => isClosed(status));
      const { body } = await follow(running.fixture, token, 'POST', '/download');
      const files = unzipSync((await running.fixture.fetchObject(body.url)) as Buffer);
      expect(Object.keys(files)).toContain('systems/crm/prompt-text.jsonl');
    },
  );

  test('where the system itself says so: nothing was searched', async () => {
    running = await openRunning();
    const person = await newPerson(running.fixture);
    const { connector } = running.stores['crm']!;
    connector.find = () => Promise.resolve({ kind: 'page', counts: {}, selectors: [] });
    const { body } = await submit(running.fixture, person.caller, { kind: 'erasure' });
    stop = running.drive();
    const row = await waiting(body.request.requestId as RequestId);

    expect(statesOf(row)['system:crm']).toBe('waiting-for-staff (no-identifier)');
  });
});
