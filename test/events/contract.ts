import { expect, test } from 'vitest';
import type { CustosEvent } from '../../lambda/event/event.ts';
import type { Events } from '../../lambda/event/events.ts';
import { ada, bo, consentEvent } from './example.ts';

export interface Listening {
  readonly events: Events;
  /** What arrived so far. */
  readonly arrived: () => Promise<readonly CustosEvent[]> | readonly CustosEvent[];
  /** From now on nothing arrives. */
  readonly cut: () => Promise<void> | void;
}

/**
 * The contract of every adapter.
 *
 * @param open a new place for each test
 */
export function eventsContract(open: () => Promise<Listening> | Listening): void {
  test('events arrive complete and in order, also those of several calls', async () => {
    const { events, arrived } = await open();
    const [first, second, third] = [1, 2, 3].map((version) => consentEvent(ada, version));

    expect(await events.publish([first!, second!])).toEqual({ kind: 'published' });
    expect(await events.publish([third!])).toEqual({ kind: 'published' });

    expect(await arrived()).toEqual([first, second, third]);
  });

  test('more events than fit into one call all arrive', async () => {
    const { events, arrived } = await open();
    const many = Array.from({ length: 23 }, (_, index) => consentEvent(bo, index + 1));

    expect(await events.publish(many)).toEqual({ kind: 'published' });

    expect(await arrived()).toEqual(many);
  });

  test('an empty list makes no call', async () => {
    const { events, arrived } = await open();

    expect(await events.publish([])).toEqual({ kind: 'published' });

    expect(await arrived()).toEqual([]);
  });

  test('a rejection is returned with the index of the first rejected event, and never thrown', async () => {
    const { events, cut } = await open();
    await cut();

    const outcome = await events.publish([consentEvent(ada, 1), consentEvent(ada, 2)]);

    expect(outcome).toMatchObject({ kind: 'interrupted', from: 0, cause: expect.any(Error) });
  });
}
