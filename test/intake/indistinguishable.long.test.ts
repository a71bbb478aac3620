import { randomInt } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { follow, keep, newPerson } from '../request/request-fixture.ts';
import type { CallResult } from '../support/call.ts';
import { examplePolicy } from '../support/example-policy.ts';
import { asking, newAddress, openIntakeFixture } from './intake-fixture.ts';
import type { IntakeFixture } from './intake-fixture.ts';
import { chanceToBeSlower } from './two-samples.ts';

const each = 500;

/** What Custos knows of the owner of an address. */
const owners = ['known', 'unknown', 'erased', 'blocked'] as const;
type Owner = (typeof owners)[number];

interface Asked {
  readonly owner: Owner;
  readonly address: string;
  readonly answered: CallResult;
  readonly milliseconds: number;
}

let intake: IntakeFixture;
let asked: readonly Asked[];
beforeAll(async () => {
  // The limit of all calls is not what is measured.
  const publicRequests = {
    ...examplePolicy.publicRequests,
    callsPerHour: { perClient: 20, inAll: 1_000_000 },
  };
  intake = await openIntakeFixture({ ...examplePolicy, publicRequests }, { streams: 'off' });
  const addresses = shuffled(await addressesOf(intake));
  // The first calls of a process cost more.
  for (let warm = 0; warm < 50; warm += 1) await intake.ask(asking(newAddress()));
  const all: Asked[] = [];
  for (const { owner, address } of addresses) {
    const from = performance.now();
    const answered = await intake.ask(asking(address));
    all.push({ owner, address, answered, milliseconds: performance.now() - from });
  }
  asked = all;
}, 600_000);
afterAll(() => intake.stop());

const of = (owner: Owner): readonly Asked[] => asked.filter((one) => one.owner === owner);

/** Ids, tokens, addresses and times replaced by their names. */
const bare = (text: string, { address, answered }: Asked): string =>
  text
    .replaceAll(answered.body.followUpToken, 'TOKEN')
    .replaceAll(answered.body.requestId, 'ID')
    .replaceAll(address, 'ADDRESS')
    .replaceAll(/^[0-9A-Z]{5}-[0-9A-Z]{5}/gm, 'CODE')
    .replaceAll(/^Date: .*$/gm, 'DATE')
    .replaceAll(/boundary=.*$/gm, 'BOUNDARY')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME');

test('500 known, unknown, erased and blocked addresses each are answered byte for byte alike', () => {
  const bodies = new Set(
    asked.map((one) => {
      const { 'x-request-id': _call, ...headers } = one.answered.headers;
      const { status, text } = one.answered;
      return bare(JSON.stringify({ status, headers, text }), one);
    }),
  );

  for (const owner of owners) expect(of(owner)).toHaveLength(each);
  expect(asked[0]?.answered.status).toBe(202);
  expect([...bodies]).toHaveLength(1);
});

test('none of them is answered faster or slower than the others', () => {
  for (const owner of owners) {
    const times = (some: readonly Asked[]) => some.map(({ milliseconds }) => milliseconds);
    const others = asked.filter((one) => one.owner !== owner);
    const chance = chanceToBeSlower(times(of(owner)), times(others));

    // Without a difference it is 0.5, with a standard deviation of 0.015 whatever else the machine does.
    expect(Math.abs(chance - 0.5), owner).toBeLessThan(0.09);
  }
});

test('one look-up more would be seen: the measure is fine enough', async () => {
  const looked: number[] = [];
  const plain: number[] = [];
  for (let index = 0; index < 2 * each; index += 1) {
    const isLookedUp = randomInt(2) === 0;
    const { address } = of('known')[index % each] ?? asked[0]!;
    const from = performance.now();
    if (isLookedUp) await intake.fixture.subjects.resolve({ type: 'email', value: address });
    await intake.ask(asking(newAddress()));
    (isLookedUp ? looked : plain).push(performance.now() - from);
  }

  expect(chanceToBeSlower(looked, plain)).toBeGreaterThan(0.6);
});

test('the token shows the same of each of them before the code', async () => {
  const views = new Set<string>();
  for (const owner of owners) {
    for (const one of of(owner).slice(0, 50)) {
      const { status, text } = await follow(intake.fixture, one.answered.body.followUpToken);
      expect(status).toBe(200);
      views.add(bare(text, one));
    }
  }

  expect([...views]).toHaveLength(1);
});

test('each of them is sent the same mail, and one that was written to in this hour none', async () => {
  const letters = new Map<Owner, Set<string | undefined>>();
  for (const owner of owners) {
    const sent = new Set<string | undefined>();
    for (const one of of(owner).slice(0, 50)) {
      const { requestId } = one.answered.body;
      await intake.deliver(requestId);
      const letter = await intake.letter(requestId);
      sent.add(letter && bare(letter, one));
    }
    letters.set(owner, sent);
  }

  expect(letters.get('known')).toHaveLength(1);
  expect(letters.get('unknown')).toEqual(letters.get('known'));
  expect(letters.get('erased')).toEqual(letters.get('known'));
  expect([...(letters.get('blocked') ?? [])]).toEqual([undefined]);
});

/** Known ones have data and an open request; blocked ones were written to in this hour. */
async function addressesOf({ fixture, ask, deliver }: IntakeFixture) {
  const made: { readonly owner: Owner; readonly address: string }[] = [];
  for (let index = 0; index < each; index += 1) {
    const known = await newPerson(fixture);
    if (index % 10 === 0) await keep(fixture, known, [{}]);
    const erased = await newPerson(fixture);
    await fixture.subjects.forget(erased.subjectId);
    const blocked = await newPerson(fixture);
    await deliver((await ask(asking(blocked.email))).body.requestId);
    made.push(
      { owner: 'known', address: known.email },
      { owner: 'unknown', address: newAddress() },
      { owner: 'erased', address: erased.email },
      { owner: 'blocked', address: blocked.email },
    );
  }
  return made;
}

/** In an order that has nothing to do with the owners, so that what changes with time is alike. */
function shuffled<Item>(items: readonly Item[]): readonly Item[] {
  const order = items.map((item) => ({ item, place: randomInt(2 ** 47) }));
  return order.sort((one, other) => one.place - other.place).map(({ item }) => item);
}
