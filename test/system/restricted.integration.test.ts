import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RequestId } from '../../lambda/value/ids.ts';
import { follow, newPerson, submit } from '../request/request-fixture.ts';
import type { Person } from '../request/request-fixture.ts';
import { openRunning, policyWithSystems } from './running.ts';
import type { Running } from './running.ts';

/** Waits of workflows end when a test says so. */
const haste = 1;
const { memory } = policyWithSystems.systems;
const purposes = {
  ...policyWithSystems.purposes,
  support: { ...policyWithSystems.purposes['support']!, categories: ['feedback'] },
  'service-provision': {
    ...policyWithSystems.purposes['service-provision']!,
    categories: ['prompt-text'],
  },
};

let running: Running;
let stop: () => Promise<void> = () => Promise.resolve();
beforeEach(async () => {
  running = await openRunning(
    {
      ...policyWithSystems,
      purposes,
      systems: { memory: { ...memory!, categories: ['prompt-text', 'feedback'] } },
    },
    { haste },
  );
});
afterEach(async () => {
  await stop();
  await running.stop();
});

const store = () => running.stores['memory']!;

async function plant(): Promise<Person> {
  const person = await newPerson(running.fixture);
  for (const category of ['prompt-text', 'feedback']) {
    store().rows.push({ userId: person.email, category, text: 'hers' });
    store().rows.push({ userId: 'noa@example.org', category, text: 'of another' });
  }
  return person;
}
async function restrict({ caller }: Person, ...of: string[]) {
  const about = of.length === 0 ? {} : { purposes: of };
  const { body } = await submit(running.fixture, caller, { kind: 'restriction', ...about });
  const requestId = body.request.requestId as RequestId;
  const lift = () => follow(running.fixture, body.followUpToken as string, 'DELETE');
  return { requestId, lift };
}
const restricted = ({ email }: Person) =>
  store()
    .rows.filter((row) => row.userId === email && row.restricted === true)
    .map(({ category }) => category)
    .sort();
const done = (requestId: RequestId, action: string) =>
  running.until(requestId, ({ tasks }) => {
    const task = tasks?.['system:memory'];
    return task?.action === action && task.state === 'done';
  });
/** The release waits until no call of the run before can take effect. */
const released = async (requestId: RequestId) => {
  await running.until(requestId, ({ tasks }) => tasks?.['system:memory']?.state === 'running');
  await delay(200);
  running.wait(3_600);
  return done(requestId, 'release');
};

describe('GDPR Art. 18: a restriction of a purpose', () => {
  test('restricts the data of that purpose at a system, and no other', async () => {
    const person = await plant();
    const { requestId } = await restrict(person, 'support');
    stop = running.drive();

    await done(requestId, 'restrict');

    expect(restricted(person)).toEqual(['feedback']);
  });

  test('that ends releases exactly what no other restriction concerns', async () => {
    const person = await plant();
    const both = await restrict(person, 'support', 'service-provision');
    const one = await restrict(person, 'support');
    stop = running.drive();
    for (const { requestId } of [both, one]) await done(requestId, 'restrict');
    expect(restricted(person)).toEqual(['feedback', 'prompt-text']);

    await both.lift();
    await released(both.requestId);
    expect(restricted(person)).toEqual(['feedback']);

    await one.lift();
    await released(one.requestId);
    expect(restricted(person)).toEqual([]);
  });
});

describe('calls that cross', () => {
  /** The next call is on its way until the test ends it. */
  function slow() {
    const [began, ended] = [Promise.withResolvers<true>(), Promise.withResolvers<true>()];
    const { connector } = store();
    const now = connector.restrict.bind(connector);
    connector.restrict = async (call) => {
      connector.restrict = now;
      began.resolve(true);
      await ended.promise;
      return now(call);
    };
    return { began: began.promise, end: () => ended.resolve(true) };
  }

  test('a call that restricts and arrives after the lifting is released all the same', async () => {
    const person = await plant();
    const { requestId, lift } = await restrict(person);
    const call = slow();
    stop = running.drive();
    await call.began;

    await lift();
    await running.until(requestId, ({ tasks }) => tasks?.['system:memory']?.state === 'running');
    await delay(500);
    expect(store().calls).toHaveLength(0);
    call.end();
    await expect.poll(() => restricted(person)).toEqual(['feedback', 'prompt-text']);

    running.wait(3_600);
    await done(requestId, 'release');
    expect(restricted(person)).toEqual([]);
  });

  test('a restriction that begins before the release of another is not released', async () => {
    const person = await plant();
    const first = await restrict(person);
    stop = running.drive();
    await done(first.requestId, 'restrict');
    await first.lift();

    const second = await restrict(person, 'support');
    await done(second.requestId, 'restrict');
    await released(first.requestId);

    expect(restricted(person)).toEqual(['feedback']);
  });

  test('nor one that begins while the call that releases is on its way', async () => {
    const person = await plant();
    const first = await restrict(person);
    stop = running.drive();
    await done(first.requestId, 'restrict');
    await first.lift();
    await running.until(
      first.requestId,
      ({ tasks }) => tasks?.['system:memory']?.state === 'running',
    );
    await delay(200);
    const call = slow();
    running.wait(3_600);
    await call.began;

    const second = await restrict(person, 'support');
    await done(second.requestId, 'restrict');
    call.end();
    await done(first.requestId, 'release');

    expect(restricted(person)).toEqual(['feedback']);
  });
});
