import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RequestId } from '../../lambda/value/ids.ts';
import { isClosed } from '../../lambda/request/model/request.ts';
import { dyingAfter } from '../faults/dying-after.ts';
import { newPerson, submit } from '../request/request-fixture.ts';
import { openRunning } from './running.ts';
import type { Running } from './running.ts';

let running: Running;
beforeAll(async () => {
  running = await openRunning();
});
afterAll(() => running.stop());

test('an erasure whose processes are killed after every third of their writes reaches every system once', async () => {
  const { fixture, stores } = running;
  for (let writes = 1; ; writes += 3) {
    const person = await newPerson(fixture);
    for (const { rows } of Object.values(stores)) {
      const userId = person.email;
      rows.push(...[1, 2, 3].map((n) => ({ userId, category: 'prompt-text', text: `${n}` })));
      rows.push({ userId: 'noa@example.org', category: 'prompt-text', text: 'hers' });
    }
    const answer = await submit(fixture, person.caller, { kind: 'erasure' });
    const requestId = answer.body.request.requestId as RequestId;
    const dying = dyingAfter({ ...fixture, endpoint: fixture.server.endpoint }, writes);
    // The first process dies in the middle; every other one lives.
    const stop = running.drive((run) => (run === 1 || !dying.died() ? dying : fixture.database));

    const row = await running.until(requestId, ({ status }) => isClosed(status), 60);
    await stop();

    const at = `killed after write ${writes}`;
    expect(row.status, at).toBe('completed');
    for (const { rows } of Object.values(stores)) {
      expect(
        rows.filter(({ userId }) => userId === person.email),
        at,
      ).toEqual([]);
      expect(
        rows.filter(({ userId }) => userId === 'noa@example.org'),
        at,
      ).toHaveLength((writes + 2) / 3);
    }
    expect(row.tasks?.['system:crm'], at).toMatchObject({
      ...{ state: 'done', found: { 'prompt-text': 3 }, done: { 'prompt-text': 3 }, left: {} },
    });
    expect(
      row.timeline.filter(({ event }) => event === 'certificate-issued'),
      at,
    ).toHaveLength(1);
    if (!dying.died()) break;
  }
}, 900_000);
