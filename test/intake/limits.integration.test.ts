import { afterEach, describe, expect, test } from 'vitest';
import type { Policy } from '../../lambda/policy/schema.ts';
import { examplePolicy } from '../support/example-policy.ts';
import { asking, newAddress, openIntakeFixture } from './intake-fixture.ts';
import type { IntakeFixture } from './intake-fixture.ts';

let intake: IntakeFixture | undefined;
afterEach(() => intake?.stop());

async function limitedTo(
  callsPerHour: Policy['publicRequests']['callsPerHour'],
  proxies: string[] = [],
): Promise<(from?: string, headers?: Record<string, string>) => Promise<number>> {
  const opened = await openIntakeFixture({
    ...examplePolicy,
    publicRequests: { callsPerHour, proxies },
  });
  intake = opened;
  opened.fixture.setClock('2026-11-24T10:20:00Z');
  return async (from, headers) => {
    const { status, headers: answered } = await opened.ask(asking(newAddress()), from, headers);
    if (status === 429) expect(answered['retry-after']).toBe('2400');
    return status;
  };
}

describe('calls in an hour', () => {
  test('are limited in all, from however many clients', async () => {
    const ask = await limitedTo({ perClient: 100, inAll: 3 });

    const statuses = [await ask(), await ask(), await ask(), await ask()];

    expect(statuses).toEqual([202, 202, 202, 429]);
    intake?.fixture.setClock('2026-11-24T11:00:00Z');
    expect(await ask()).toBe(202);
  });

  test('of a client that is over its limit take nothing from the others', async () => {
    const ask = await limitedTo({ perClient: 1, inAll: 3 });
    const flood = '192.0.2.7';

    const statuses = [];
    for (let call = 0; call < 20; call += 1) statuses.push(await ask(flood));

    expect(statuses).toEqual([202, ...Array.from({ length: 19 }, () => 429)]);
    expect([await ask(), await ask(), await ask()]).toEqual([202, 202, 429]);
  });

  test('are as many as the limit when they come at the same moment', async () => {
    const ask = await limitedTo({ perClient: 5, inAll: 100 });

    const statuses = await Promise.all(Array.from({ length: 20 }, () => ask('192.0.2.7')));

    expect(statuses.filter((status) => status === 202)).toHaveLength(5);
  });

  test('are counted for the client behind a proxy of the policy, and not for what others write', async () => {
    const ask = await limitedTo({ perClient: 1, inAll: 100 }, ['203.0.113.0/24']);
    const forwarded = (client: string) => ({ 'X-Forwarded-For': client });

    expect(await ask('203.0.113.9', forwarded('192.0.2.1'))).toBe(202);
    expect(await ask('203.0.113.9', forwarded('192.0.2.2'))).toBe(202);
    expect(await ask('203.0.113.9', forwarded('198.51.100.5, 192.0.2.2'))).toBe(429);
    expect(await ask('192.0.2.3', forwarded('198.51.100.6'))).toBe(202);
    expect(await ask('192.0.2.3', forwarded('198.51.100.7'))).toBe(429);
  });

  test('that are rejected for their input are not counted', async () => {
    const ask = await limitedTo({ perClient: 1, inAll: 100 });
    const wrong = await intake!.ask(asking('nobody'), '192.0.2.7');

    expect([wrong.status, await ask('192.0.2.7')]).toEqual([422, 202]);
  });
});
