import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { pendingFinality } from '../../lambda/finality/table.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { mails } from '../../lambda/mail/table.ts';
import { FileKeyring } from '../../local/adapters/keyring/file-keyring.ts';
import { erasures } from '../erasure/erasure-fixture.ts';
import { passOn } from '../verification/pass-fixture.ts';
import { erase } from '../erasure/erasure-steps.ts';
import { firstAttempt, follow, openRequestFixture } from '../request/request-fixture.ts';

const program = resolve(import.meta.dirname, 'sweep-process.ts');
const day = 86_400;

test('a sweep that SIGKILL ends after any call of the database issues one FINAL certificate and one mail', async () => {
  const fixture = await openRequestFixture();
  const directory = await mkdtemp(join(tmpdir(), 'custos-sweep-'));
  try {
    fixture.setClock('2026-11-28T10:00:00.250Z');
    const { user, ask } = erasures(() => fixture);
    await user();
    const answer = await ask(await user());
    await erase(fixture, firstAttempt(answer));
    fixture.pass(8 * day);
    await passOn(fixture);
    const keyFile = join(directory, 'keys.json');
    await new FileKeyring(() => keyFile).publicKey('certificates');
    const run = (killAfter: number) =>
      spawnSync(
        process.execPath,
        [
          ...[program, fixture.server.endpoint, JSON.stringify(fixture.server.tables)],
          ...[keyFile, String(fixture.clock()), String(killAfter)],
        ],
        { encoding: 'utf8' },
      );

    let killed = 0;
    let last = run(1);
    while (last.signal === 'SIGKILL' && killed < 60) {
      killed += 1;
      last = run(killed + 1);
    }

    expect(last).toMatchObject({ status: 0, signal: null });
    expect(killed).toBeGreaterThan(5);
    expect(JSON.parse(run(0).stdout)).toEqual({ final: 0, waiting: 0, reopened: 0, failed: 0 });
    const { body } = await follow(fixture, answer.body.followUpToken);
    expect(body.finalCertificate).toBeDefined();
    const final = body.timeline.filter(({ event }: { event: string }) => event === 'erasure-final');
    expect(final).toHaveLength(1);
    const entries = await fixture.rows(outbox);
    expect(entries.filter(({ type }) => type === 'erasure.final')).toHaveLength(1);
    const announced = (await fixture.rows(mails)).filter(({ template }) => template === 'finality');
    expect(announced).toHaveLength(1);
    expect(await fixture.rows(pendingFinality)).toEqual([]);
  } finally {
    await fixture.stop();
    await rm(directory, { recursive: true });
  }
}, 120_000);
