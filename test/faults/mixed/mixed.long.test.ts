import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consents, consentStates } from '../../../lambda/consent/table.ts';
import { outbox } from '../../../lambda/ledger/table.ts';
import { records } from '../../../lambda/record/table.ts';
import { openDice } from './dice.ts';
import { newPerson, operate, register } from './operations.ts';
import type { Promised } from './operations.ts';
import { openFaultInjection } from './fault-injection.ts';
import { openApiFixture } from './api-fixture.ts';
import type { ApiFixture } from './api-fixture.ts';

const operations = 10_000;
const clients = 12;
const share = 0.05;
const outages = 10;
const people = Array.from({ length: 40 }, (_, number) => newPerson(number));

type Row = Record<string, unknown>;
let fixture: ApiFixture;
const promised: Promised = {
  events: [],
  written: new Set(),
  deleted: new Set(),
  operations: 0,
  repeated: 0,
};
const injection = openFaultInjection(openDice(2), share);
let events: Row[];
let states: Row[];
let retained: Row[];
let entries: Row[];

beforeAll(async () => {
  fixture = await openApiFixture();
  for (const person of people) await register(fixture, person, promised);
  fixture.proxy.weather(injection.choose);
  const dice = openDice(1);
  const interval = operations / outages;
  let left = operations;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (left > 0) {
        left -= 1;
        // The retries inside the API absorb single faults: in an outage a client has to repeat.
        if (left % interval === interval / 2) injection.startOutage(aClientRepeats());
        await operate(fixture, dice, people, promised);
      }
    }),
  );
  fixture.proxy.heal();
  [events, states, retained, entries] = (await Promise.all(
    [consents, consentStates, records, outbox].map((table) => fixture.rows(table)),
  )) as [Row[], Row[], Row[], Row[]];
}, 900_000);
afterAll(() => fixture.stop());

function aClientRepeats(): () => boolean {
  const before = promised.repeated;
  return () => promised.repeated > before;
}

describe(`${operations} mixed operations, with ${outages} outages and a fault in every twentieth other call of the database`, () => {
  test('meet every fault, and continue', () => {
    const faults = [...injection.met.values()].reduce((sum, count) => sum + count, 0);

    expect([...injection.met.keys()].sort()).toEqual([
      'conflict',
      'disconnect-after',
      'disconnect-before',
      'throttle',
      'unprocessed',
    ]);
    expect(faults / injection.calls()).toBeCloseTo(share, 2);
    expect(promised.operations).toBeGreaterThanOrEqual(operations);
    expect(promised.repeated).toBeGreaterThanOrEqual(outages);
  });

  test('lose no choice with a response, and store none twice', () => {
    expect(promised.events.length).toBeGreaterThan(operations / 4);
    expect(events.map(({ eventId }) => eventId).sort()).toEqual([...promised.events].sort());
  });

  test('number the choices of a person about a purpose without a gap, in order of time', () => {
    for (const chain of chains().values()) {
      expect(chain.map(({ version }) => version)).toEqual(chain.map((_, index) => index + 1));
      const times = chain.map(({ at }) => Number(at));
      expect(times).toEqual(times.toSorted((one, other) => one - other));
    }
  });

  test('leave every state equal to a replay of the events', () => {
    const replayed = [...chains()].map(([name, chain]) => {
      const { state, version, eventId } = chain.at(-1)!;
      return { name, state, version, eventId };
    });
    const stored = states.map(({ subjectId, purpose, state, version, eventId }) => ({
      name: `${String(subjectId)} ${String(purpose)}`,
      state,
      version,
      eventId,
    }));

    expect(byName(stored)).toEqual(byName(replayed));
  });

  test('the ledger has one entry for each choice', () => {
    expect(entries.filter(({ type }) => type === 'consent.recorded')).toHaveLength(events.length);
  });

  test('lose no record with a response, store none twice, and leave no deleted one', () => {
    const expected = [...promised.written]
      .filter((name) => !promised.deleted.has(name))
      .map((name) => name.split(' ')[1]);

    expect(promised.deleted.size).toBeGreaterThan(0);
    expect(retained.map(({ recordId }) => recordId).sort()).toEqual(expected.sort());
  });

  test('the ledger has one entry for each deletion', () => {
    expect(entries.filter(({ type }) => type === 'record.deleted')).toHaveLength(
      promised.deleted.size,
    );
  });
});

function chains(): Map<string, Row[]> {
  const chained = Map.groupBy(
    events.toSorted((one, other) => Number(one['version']) - Number(other['version'])),
    ({ subjectId, purpose }) => `${String(subjectId)} ${String(purpose)}`,
  );
  return chained;
}

const byName = (rows: readonly { readonly name: string }[]) =>
  rows.toSorted((one, other) => one.name.localeCompare(other.name));
