import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterEach, describe, expect, test } from 'vitest';
import type { CustosEvent } from '../../lambda/event/event.ts';
import { batchesOf, EventBridgeEvents } from '../../lambda/event/eventbridge-events.ts';
import { startBusEndpoint } from './bus-endpoint.ts';
import { eventsContract } from './contract.ts';
import { ada, bo, consentEvent } from './example.ts';

let stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops) await stop();
  stops = [];
});

async function open(options: Parameters<typeof startBusEndpoint>[0] = {}) {
  const bus = await startBusEndpoint(options);
  const client = new EventBridgeClient({
    endpoint: bus.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  stops.push(bus.stop, () => client.destroy());
  return { bus, events: new EventBridgeEvents('custos-test', client) };
}
const detailsOf = (entries: readonly { readonly Detail: string }[]) =>
  entries.map(({ Detail }) => JSON.parse(Detail) as CustosEvent);

describe('EventBridge keeps the contract of events', () => {
  eventsContract(async () => {
    const { bus, events } = await open();
    return { events, arrived: () => detailsOf(bus.taken), cut: bus.stop };
  });
});

test('an event is the detail, its type the detail type: what rules match', async () => {
  const { bus, events } = await open();

  await events.publish([consentEvent(ada, 1)]);

  expect(bus.taken[0]).toMatchObject({
    EventBusName: 'custos-test',
    Source: 'custos',
    DetailType: 'consent.changed',
  });
});

test('entries that the bus rejects are retried, and no others', async () => {
  let failures = 2;
  const { bus, events } = await open({
    fails: ({ Detail }) => Detail.includes(bo) && (failures -= 1) >= 0,
  });
  const list = [consentEvent(ada, 1), consentEvent(bo, 1), consentEvent(ada, 2)];

  expect(await events.publish(list)).toEqual({ kind: 'published' });

  expect(bus.calls()).toBe(3);
  expect(detailsOf(bus.taken)).toEqual([list[0], list[2], list[1]]);
});

test('the result has the index of the first event that the bus keeps rejecting', async () => {
  const { events } = await open({ fails: ({ Detail }) => Detail.includes(bo) });
  const others = Array.from({ length: 12 }, (_, index) => consentEvent(ada, index + 1));

  const outcome = await events.publish([...others, consentEvent(bo, 1), consentEvent(ada, 13)]);

  expect(outcome).toMatchObject({ kind: 'interrupted', from: 12 });
});

describe('a batch', () => {
  const entry = (bytes: number) => ({ Detail: 'x'.repeat(bytes) });

  test('has ten entries at most', () => {
    const batches = batchesOf(Array.from({ length: 21 }, () => entry(1)));

    expect(batches.map(({ length }) => length)).toEqual([10, 10, 1]);
  });

  test('stays below the limits of PutEvents, in the order of the list', () => {
    const sizes = [150_000, 40_000, 40_000, 199_000, 1];
    const batches = batchesOf(sizes.map(entry));

    expect(batches.map((batch) => batch.map(({ Detail }) => Detail?.length))).toEqual([
      [150_000, 40_000],
      [40_000],
      [199_000, 1],
    ]);
  });
});
