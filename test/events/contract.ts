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

/** What every adapter of the port promises. @param open a place of its own for each test */
export function eventsContract(open: () => Promise<Listening> | Listening): void {
  test('events arrive whole and in order, those of several calls one after the other', async () => {
    const { events, arrived } = await open();
    const [first, second, third] = [1, 2, 3].map((version) => consentEvent(ada, version));

    expect(await events.publish([first!, second!])).toEqual({ kind: 'published' });
    expect(await events.publish([third!])).toEqual({ kind: 'published' });

    expect(await arrived()).toEqual([first, second, third]);
  });

  test('more events than fit into one call of the receiver all arrive', async () => {
    const { events, arrived } = await open();
    const many = Array.from({ length: 23 }, (_, index) => consentEvent(bo, index + 1));

    expect(await events.publish(many)).toEqual({ kind: 'published' });

    expect(await arrived()).toEqual(many);
  });

  test('no events are no work', async () => {
    const { events, arrived } = await open();

    expect(await events.publish([])).toEqual({ kind: 'published' });

    expect(await arrived()).toEqual([]);
  });

  test('what a receiver cannot take is said, from the first event on, and never thrown', async () => {
    const { events, cut } = await open();
    await cut();

    const outcome = await events.publish([consentEvent(ada, 1), consentEvent(ada, 2)]);

    expect(outcome).toMatchObject({ kind: 'interrupted', from: 0, cause: expect.any(Error) });
  });
}
