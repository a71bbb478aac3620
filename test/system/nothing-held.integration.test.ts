import { unzipSync } from 'fflate';
import { decodeJwt } from 'jose';
import { afterEach, describe, expect, test } from 'vitest';
import type { Policy } from '../../lambda/policy/schema.ts';
import { isClosed } from '../../lambda/request/model/request.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { asking, newAddress, openThrough } from '../intake/intake-fixture.ts';
import { follow, newPerson, staff } from '../request/request-fixture.ts';
import { openRunning, policyWithSystems, statesOf } from './running.ts';
import type { Running } from './running.ts';

const { memory, crm } = policyWithSystems.systems;
const knownBy = (identifiers: readonly string[]) =>
  ({ ...crm!, connector: { ...crm!.connector, identifiers } }) as NonNullable<typeof crm>;
/** One knows people by e-mail address, one by telephone number. */
const mixed: Policy = {
  ...policyWithSystems,
  systems: { memory: memory!, crm: knownBy(['phone']) },
};
const byPhone: Policy = { ...policyWithSystems, systems: { crm: knownBy(['phone']) } };

let running: Running;
let stop: () => Promise<void> = () => Promise.resolve();
afterEach(async () => {
  await stop();
  await running.stop();
});

/** A person who is not registered asks, and confirms the address with the code. No one else is, either. */
async function ask(policy: Policy, kind: string, rows: readonly string[] = []) {
  running = await openRunning(policy);
  const address = newAddress();
  const store = running.stores['memory'];
  for (const text of rows) store?.rows.push(rowOf(address, text));
  store?.rows.push(rowOf('noa@example.org', 'of another'));
  const through = await openThrough(running.fixture);
  const { requestId: id, followUpToken: token } = await through(
    asking(address.toUpperCase(), { kind }),
  );
  const requestId = id as RequestId;
  const seen = () => follow(running.fixture, token).then(({ body }) => body);
  return { address, requestId, token, seen };
}
const rowOf = (address: string, text: string) => ({
  ...{ userId: address, email: address, category: 'prompt-text', text },
});
const begin = () => {
  stop = running.drive();
};
const closed = (requestId: RequestId) => running.until(requestId, ({ status }) => isClosed(status));
const textsLeft = () => running.stores['memory']!.rows.map(({ text }) => text);
describe.each(['access', 'portability', 'erasure'])(
  '%s of a person who is not registered',
  (kind) => {
    test('nothing is found anywhere: the certificate says where it was searched, and where not', async () => {
      const { requestId, address, seen } = await ask(mixed, kind);
      begin();

      const row = await closed(requestId);

      expect(row).toMatchObject({ status: 'completed', unchanged: { reason: 'nothing-held' } });
      expect(row.export).toBeUndefined();
      expect(row.selector).toBeUndefined();
      const content = decodeJwt(row.certificate!);
      expect(content).toMatchObject({ status: 'NOTHING-HELD', systemsSearched: memory!.title });
      expect(content['notCovered']).toContain(
        `data in other systems of the controller, which were not searched: ${crm!.title}`,
      );
      expect(JSON.stringify(content)).not.toContain(address);
      expect(running.stores['memory']!.calls[0]?.identifiers).toEqual([
        { type: 'email', value: address },
      ]);
      expect(running.stores['crm']!.calls).toEqual([]);
      expect(textsLeft()).toEqual(['of another']);
      expect(JSON.stringify(await running.everything())).not.toContain(address);
      expect((await seen()).unchanged.reason).toBe('nothing-held');
    });

    test('no system can be searched by the address: none is called, and all are named', async () => {
      const { requestId } = await ask(byPhone, kind);
      begin();

      const row = await closed(requestId);

      expect(row).toMatchObject({ status: 'completed', unchanged: { reason: 'nothing-held' } });
      expect(row.tasks).toBeUndefined();
      const content = decodeJwt(row.certificate!);
      expect(content['systemsSearched']).toBeUndefined();
      expect(content['notCovered']).toContain(
        `data in other systems of the controller, which were not searched: ${crm!.title}`,
      );
    });

    test('a system that does not answer has not said that nothing is there', async () => {
      const { requestId } = await ask(policyWithSystems, kind);
      running.stores['crm']!.fault = 'access-denied';
      begin();
      await running.until(
        requestId,
        ({ tasks }) => tasks?.['system:crm']?.state === 'waiting-for-staff',
      );
      running.fixture.pass(8 * 86_400);

      const row = await closed(requestId);

      expect([row.status, row.unchanged]).toEqual(['partially-completed', undefined]);
      running.stores['crm']!.fault = undefined;
      await running.act(requestId, 'system:crm', 'retry');
      await running.until(requestId, ({ tasks }) => tasks?.['system:crm']?.state === 'done');
      await running.sweepUntil(requestId, ({ status }) => status === 'completed');
    });
  },
);

test('what a system has under the address is in the copy, and the rest waits for staff', async () => {
  const { requestId, token } = await ask(mixed, 'access', ['hers', 'hers too', 'and this']);
  begin();

  const row = await closed(requestId);

  expect([row.status, row.unchanged, row.certificate]).toEqual([
    'partially-completed',
    undefined,
    undefined,
  ]);
  expect(statesOf(row)).toEqual({
    'system:memory': 'done',
    'system:crm': 'waiting-for-staff (no-identifier)',
  });
  const { body } = await follow(running.fixture, token, 'POST', '/download');
  const files = unzipSync((await running.fixture.fetchObject(body.url)) as Buffer);
  const copied = Buffer.from(files['systems/memory/prompt-text.jsonl']!).toString('utf8');
  expect(copied.match(/hers|and this/g)).toHaveLength(3);
  expect(copied).not.toContain('of another');
});

test('what a system has under the address is erased, and the certificate of erasure lists it', async () => {
  const { requestId, address, seen } = await ask(policyWithSystems, 'erasure', ['hers', 'too']);
  begin();

  const row = await closed(requestId);

  expect([row.status, row.unchanged]).toEqual(['completed', undefined]);
  expect(textsLeft()).toEqual(['of another']);
  const { certificateContent, manifest } = await seen();
  expect(certificateContent).toMatchObject({ status: 'ERASED', residual: 0, systems: { done: 2 } });
  expect(manifest.systems[1]).toMatchObject({
    ...{ system: 'memory', status: 'done', found: { 'prompt-text': 2 } },
    ...{ erased: { 'prompt-text': 2 }, selectors: ['email'] },
  });
  expect(row.selector).toBeUndefined();
  expect(JSON.stringify(await running.everything())).not.toContain(address);
});

describe('before anything is searched', () => {
  const { requests } = policyWithSystems;
  const strict = (policy: Policy): Policy => ({
    ...policy,
    requests: {
      ...requests,
      access: { ...requests.access, assurance: 'document-checked-by-staff' },
    },
  });

  test('the proof that the policy asks for is asked for, as of everybody', async () => {
    const { requestId, seen } = await ask(strict(policyWithSystems), 'access', ['hers']);
    begin();

    expect(await seen()).toMatchObject({
      ...{ status: 'identity-required', assurance: 'email-verified' },
      needs: { assurance: 'document-checked-by-staff' },
    });
    expect(running.stores['memory']!.calls).toEqual([]);
    const body = { assurance: 'document-checked-by-staff', note: 'Came to the desk.' };
    await staff(running.fixture, 'POST', `/${requestId}/identity`, { body });
    const row = await closed(requestId);
    expect([row.status, row.counts !== undefined]).toEqual(['completed', true]);
  });

  test('where no system can be searched, none is asked for: nothing would be protected', async () => {
    const { seen } = await ask(strict(byPhone), 'access');

    expect((await seen()).status).toBe('in-progress');
  });

  test('an erasure that is called off reaches no system', async () => {
    const { requestId, token } = await ask(approving, 'erasure', ['hers']);
    await follow(running.fixture, token, 'DELETE');
    begin();

    expect((await closed(requestId)).status).toBe('cancelled');
    expect(textsLeft()).toEqual(['hers', 'of another']);
    expect(running.stores['memory']!.calls).toEqual([]);
  });

  const approving: Policy = {
    ...policyWithSystems,
    requests: { ...requests, erasure: { ...requests.erasure, approvals: 1 } },
  };
});

test('a letter that names an address which Custos does not know is searched by that address', async () => {
  running = await openRunning(policyWithSystems);
  const address = newAddress();
  running.stores['crm']!.rows.push(rowOf(address, 'hers'));
  const receivedOn = new Date(running.fixture.clock()).toISOString().slice(0, 10);
  const subject = { type: 'email', value: address };
  const entered = await staff(running.fixture, 'POST', '/on-behalf', {
    body: { kind: 'access', subject, channel: 'letter', receivedOn },
  });
  const { requestId } = entered.body.request;
  begin();
  expect(running.stores['crm']!.calls).toEqual([]);
  await staff(running.fixture, 'POST', `/${requestId}/identity`, {
    body: { assurance: 'document-checked-by-staff', note: 'Came to the desk.' },
  });

  const row = await closed(requestId);

  expect([row.status, row.unchanged]).toEqual(['completed', undefined]);
  expect(row.tasks?.['system:crm']).toMatchObject({ state: 'done', done: { 'prompt-text': 1 } });
});

test('an erased person who asks again is looked for by the address that they confirm', async () => {
  running = await openRunning(policyWithSystems);
  const { email } = await newPerson(running.fixture);
  const through = await openThrough(running.fixture);
  begin();
  const erasure = await through(asking(email, { kind: 'erasure' }));
  await closed(erasure.requestId as RequestId);
  running.stores['memory']!.rows.push(rowOf(email, 'came back'));
  running.fixture.pass(3_700);

  const again = await through(asking(email, { kind: 'access' }));

  const row = await closed(again.requestId as RequestId);
  expect(row.tasks?.['system:memory']).toMatchObject({ state: 'done', done: { 'prompt-text': 1 } });
});
