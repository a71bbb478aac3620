import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDeferred } from '../../lambda/hold/deferred-erasure.ts';
import { openHolds } from '../../lambda/hold/store.ts';
import { isClosed } from '../../lambda/request/model/request.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { follow, keep, newPerson, submit } from '../request/request-fixture.ts';
import { openRunning, policyWithSystems, statesOf } from './running.ts';
import type { Running } from './running.ts';

let running: Running;
let stop: () => Promise<void> = () => Promise.resolve();
beforeEach(async () => {
  const { memory, crm } = policyWithSystems.systems;
  running = await openRunning({
    ...policyWithSystems,
    systems: { memory: memory!, crm: { ...crm!, categories: ['prompt-text', 'feedback'] } },
  });
});
afterEach(async () => {
  await stop();
  await running.stop();
});

test.each([
  ['what Custos has, too,', 'prompt-text'],
  ['what it does not have', 'feedback'],
])(
  'GDPR Art. 17(3)(e): a legal hold keeps %s at systems, until it is released',
  async (_title, stored) => {
    const { fixture, stores } = running;
    const person = await newPerson(fixture);
    await keep(fixture, person, [{ category: stored, purposes: ['support'] }]);
    for (const [id, categories] of [
      ['memory', ['prompt-text']],
      ['crm', ['prompt-text', 'feedback']],
    ] as const) {
      for (const category of categories) {
        stores[id]!.rows.push(
          { userId: person.email, category, text: 'hers' },
          { userId: 'noa@example.org', category, text: 'of another' },
        );
      }
    }
    const left = (id: string) =>
      stores[id]!.rows.filter(({ userId }) => userId === person.email).map((row) => row.category);
    const holds = openHolds(fixture);
    const categories = ['prompt-text'];
    const placed = await holds.place(person.subjectId, { matter: 'Roe v. Wonder', categories });
    if (placed.kind !== 'placed') throw new Error(placed.kind);
    const { body } = await submit(fixture, person.caller, { kind: 'erasure' });
    const { requestId } = body.request as { requestId: RequestId };
    const seen = () => follow(fixture, body.followUpToken as string).then((answer) => answer.body);
    stop = running.drive();

    const partly = await running.until(requestId, ({ status }) => isClosed(status), 15);

    expect(partly.status).toBe('partially-completed');
    expect(statesOf(partly)).toEqual({
      'system:memory': 'waiting-for-staff',
      'system:crm': 'waiting-for-staff',
    });
    expect([left('memory'), left('crm')]).toEqual([['prompt-text'], ['prompt-text']]);
    const shown = await seen();
    expect(shown.manifest.systems).toMatchObject([
      { system: 'crm', ground: 'kept-by-law', erased: { feedback: 1 } },
      { system: 'memory', ground: 'kept-by-law' },
    ]);
    // Staff cannot erase what is on hold, either.
    expect((await running.act(requestId, 'system:memory', 'retry')).status).toBe(200);
    await running.until(
      requestId,
      ({ tasks }) =>
        tasks?.['system:memory']?.state === 'waiting-for-staff' &&
        tasks['system:memory'].attempt === 2,
    );
    expect(left('memory')).toEqual(['prompt-text']);

    await holds.release(placed.hold.holdId);
    await startDeferred(fixture, fixture.requests, person.subjectId);

    const row = await running.until(requestId, ({ status }) => status === 'completed', 15);
    expect(statesOf(row)).toEqual({ 'system:memory': 'done', 'system:crm': 'done' });
    expect([left('memory'), left('crm')]).toEqual([[], []]);
    expect(stores['crm']!.rows).toHaveLength(2);
    expect(row.selector).toBeUndefined();
    expect((await seen()).certificateContent.systems).toEqual({ done: 2 });
  },
);
