import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { lookAfterMails } from '../../lambda/mail/look-after.ts';
import { recordMailReport } from '../../lambda/mail/reports.ts';
import { messageIdOf } from '../../lambda/mail/store.ts';
import { milliseconds, toRfc3339 } from '../../lambda/value/time.ts';
import type { SesServer } from '../platform/mail/ses-server.ts';
import { startSes } from '../platform/mail/ses-server.ts';
import type { RequestFixture } from '../request/request-fixture.ts';
import { newPerson, openRequestFixture, submit } from '../request/request-fixture.ts';
import type { MailFixture } from './mail-fixture.ts';
import { openMailFixture } from './mail-fixture.ts';

const program = resolve(import.meta.dirname, 'delivery-process.ts');
/** More calls than it takes to send one mail. */
const mostCalls = 20;

let fixture: RequestFixture;
let mail: MailFixture;
let ses: SesServer;
beforeAll(async () => {
  fixture = await openRequestFixture();
  mail = await openMailFixture(fixture);
  ses = await startSes();
});
beforeEach(() => fixture.setClock('2026-11-28T12:00:00Z'));
afterAll(async () => {
  await ses.stop();
  await mail.stop();
  await fixture.stop();
});

/** A process of its own, which SIGKILL ends after its n-th call. @returns whether it was killed */
async function deliverIn(requestId: string, killAfter: number): Promise<boolean> {
  const { mailId } = (await rowOf(requestId))!;
  const child = spawn(
    process.execPath,
    [
      ...[program, fixture.server.endpoint, JSON.stringify(fixture.server.tables), fixture.keyFile],
      ...[ses.endpoint, JSON.stringify({ requestId, mailId })],
      ...[String(fixture.clock()), String(killAfter)],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect(code ?? signal).toBeOneOf([0, 'SIGKILL']);
  return signal === 'SIGKILL';
}

const queued = async () => {
  const { caller, email } = await newPerson(fixture);
  const { body } = await submit(fixture, caller, { kind: 'access' });
  return { requestId: body.request.requestId as string, email };
};
const rowOf = async (requestId: string) => (await mail.rowsOf(requestId))[0];
const sweep = () => lookAfterMails(fixture, milliseconds(fixture.clock() + 60_000));
/** `Message-ID` of each message that SES took for the address. */
const takenFor = (email: string): string[] =>
  ses.raw
    .filter((text) => text.includes(email))
    .map((text) => /^Message-ID:\s*(<[^>]+>)/im.exec(text)?.[1] ?? 'none');
/** What runs later: the sweep every five minutes, and the stream of what it queued. */
async function later(hours: number): Promise<void> {
  for (let minutes = 0; minutes < hours * 60; minutes += 5) {
    fixture.pass(300);
    if ((await sweep()) > 0) await mail.deliver(ses.mail);
  }
}

/** Plays with a process that is killed after each of its calls in turn, until one lives to the end. */
async function killedEverywhere(
  play: (kill: (requestId: string) => Promise<void>, name: string) => Promise<void>,
): Promise<number> {
  for (let calls = 1; calls < mostCalls; calls += 1) {
    const killed: boolean[] = [];
    await play(async (requestId) => {
      killed.push(await deliverIn(requestId, calls));
    }, `killed after call ${calls}`);
    if (!killed.includes(true)) return calls - 1;
  }
  throw new Error('a mail takes more calls than expected');
}

test('a mail whose process SIGKILL ends anywhere goes out, and at most once more with the same Message-ID', async () => {
  const taken: number[] = [];
  const kills = await killedEverywhere(async (kill, name) => {
    const { requestId, email } = await queued();
    await kill(requestId);
    await later(1);

    const row = (await rowOf(requestId))!;
    const ids = takenFor(email);
    taken.push(ids.length);
    expect(row.state, name).toBe('sent');
    expect(ids.length, name).toBeOneOf([1, 2]);
    expect(new Set(ids), name).toEqual(new Set([`<${messageIdOf(row)}@example.com>`]));
    await later(24);
    expect(takenFor(email), name).toHaveLength(ids.length);
  });

  // Reads and the claim before the message; the message; the record.
  expect(kills).toBeGreaterThanOrEqual(5);
  expect(taken.filter((times) => times === 2)).toHaveLength(1);
}, 300_000);

test('with the event of SES it never goes out twice, wherever the process ends', async () => {
  await killedEverywhere(async (kill, name) => {
    const { requestId, email } = await queued();
    await kill(requestId);
    const row = (await rowOf(requestId))!;
    if (takenFor(email).length > 0) {
      const report = { event: 'Send', at: toRfc3339(fixture.clock()) } as const;
      await recordMailReport(fixture, { ...report, messageId: messageIdOf(row) });
    }
    await later(1);

    expect(takenFor(email), name).toHaveLength(1);
    expect((await rowOf(requestId))?.state, name).toBe('sent');
  });
}, 300_000);

test('a mail whose process is killed every time is given up after two tries, with an alarm', async () => {
  const ends = new Set<string>();
  await killedEverywhere(async (kill, name) => {
    const { requestId, email } = await queued();
    for (let round = 0; round < 4; round += 1) {
      await kill(requestId);
      fixture.pass(16 * 60);
      await sweep();
    }
    const { state, reason } = (await rowOf(requestId))!;
    ends.add(state);

    expect(takenFor(email).length, name).toBeLessThanOrEqual(2);
    const alarms = fixture.logged.filter((line) => line.includes('MAIL_FAILED'));
    expect(
      alarms.some((line) => line.includes(requestId)),
      name,
    ).toBe(state === 'failed');
    expect(reason, name).toBe(state === 'failed' ? 'unanswered' : undefined);
    if (state !== 'queued') return;
    // Killed before its claim: it still waits.
    await mail.deliver(ses.mail);
    expect(takenFor(email), name).toHaveLength(1);
  });
  expect(ends).toEqual(new Set(['queued', 'failed', 'sent']));
}, 300_000);
