import { randomUUID } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localWorld } from '../support/local-world.ts';
import type { LocalWorld } from '../support/local-world.ts';
import type { RuntimeProcess } from '../support/runtime-process.ts';

let world: LocalWorld;
let runtime: RuntimeProcess;
beforeAll(async () => {
  world = await localWorld();
  runtime = await world.start();
});
afterAll(async () => {
  await runtime.stop();
  await world.end();
});

async function send(
  who: readonly ['staff' | 'service', string],
  path: string,
  body?: object,
  // oxlint-disable-next-line typescript/no-explicit-any -- a test looks into it freely
): Promise<any> {
  const response = await fetch(`${runtime.url}/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${await world.token(...who)}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  expect(response.status, JSON.stringify(answer)).toBeLessThan(300);
  return answer;
}

/** Asks until it is so, for at most a minute. */
async function until<Value>(ask: () => Promise<Value>, isSo: (value: Value) => boolean) {
  for (let waited = 0; waited < 60_000; waited += 1_000) {
    const value = await ask();
    if (isSo(value)) return value;
    await delay(1_000);
  }
  throw new Error('it did not happen within a minute');
}

test('people are found and written to, and a message that comes back is counted', async () => {
  const oncall = ['staff', 'oncall@example.com'] as const;
  const second = ['staff', 'second@example.com'] as const;
  const addresses = ['ada@example.org', 'bob@example.org', 'gone@bounce.example'];
  for (const value of addresses) {
    const subject = { type: 'email', value };
    await send(['service', 'backend'], '/subjects', { subject, residence: 'DE' });
  }
  const now = new Date().toISOString();
  const { incidentId } = await send(oncall, '/incidents', {
    ...{ title: 'A stolen token', kind: 'confidentiality', description: 'It read records.' },
    ...{ noticedAt: now, awareAt: now },
  });
  const path = `/incidents/${incidentId}`;
  await send(oncall, `${path}/affected`, {
    by: 'subjects',
    subjects: addresses.map((value) => ({ type: 'email', value })),
  });
  await until(
    () => send(oncall, `${path}/affected`),
    ({ counts }) => counts.complete,
  );
  const text = {
    ...{ subject: 'Your data', whatHappened: 'It was read.', consequences: 'They know it.' },
    ...{ measures: 'We closed it.', contact: 'Write to dpo@example.com.' },
  };
  const { noticeId, contentSha256 } = await send(oncall, `${path}/notices`, {
    ...{ audience: 'people', texts: { en: text }, fallback: 'en' },
  });
  await send(second, `${path}/notices/${noticeId}/approve`, { contentSha256 });
  // As if the power failed: what was claimed, sent and reported is known after the next start.
  await runtime.kill();
  runtime = await world.start();

  const ended = await until(
    () => send(second, `${path}/notices/${noticeId}`),
    ({ state, counts }) => state === 'sent' && counts.bounced > 0,
  );
  expect(ended.counts).toMatchObject({ informed: 2, bounced: 1, uncertain: 0 });
  const outbox = join(world.home, 'outbox');
  const letters = (await readdir(outbox)).filter((name) => name.endsWith('.eml'));
  const to = await Promise.all(
    letters.map(
      async (name) => /^To: (.*)\r$/m.exec(await readFile(join(outbox, name), 'utf8'))?.[1],
    ),
  );
  expect(to.sort()).toEqual(addresses.toSorted());
  expect((await stat(outbox)).mode & 0o777).toBe(0o700);
  expect(await readFile(join(world.home, 'functions.log'), 'utf8')).not.toContain(
    'ada@example.org',
  );
}, 180_000);
