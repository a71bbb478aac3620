import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { finalitySweep } from '../../lambda/finality/needs.ts';
import { sweepFinality } from '../../lambda/finality/sweep.ts';
import { observedTables } from '../../lambda/finality/observed-tables.ts';
import { openRequestStore } from '../../lambda/request/store.ts';
import { plusSeconds } from '../../lambda/value/time.ts';
import { LocalRecovery } from '../../local/adapters/recovery/local-recovery.ts';
import { erasures } from '../erasure/erasure-fixture.ts';
import { erase } from '../erasure/erasure-steps.ts';
import { boundTo } from '../record/record-fixture.ts';
import { passOn } from '../verification/pass-fixture.ts';
import { firstAttempt, follow, openRequestFixture, staff } from '../request/request-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';

let fixture: RequestFixture;
let home: string;
beforeEach(async () => {
  fixture = await openRequestFixture();
  fixture.setClock('2026-11-28T10:00:00.250Z');
  home = await mkdtemp(join(tmpdir(), 'custos-copies-'));
  await writeFile(join(home, 'keys.json'), '{}');
});
afterEach(async () => {
  await fixture.stop();
  await rm(home, { recursive: true });
});

const { user, ask } = erasures(() => fixture);

const swept = async () => {
  await passOn(fixture);
  const { database, clock } = fixture;
  const tables = observedTables.map((facts) => {
    const name = database.physicalName(facts);
    return { table: facts.name, name, arn: name };
  });
  const place = { tables, wrappingKey: join(home, 'keys.json'), copies: join(home, 'copies') };
  const recovery = new LocalRecovery(place, clock, database.client);
  const parts = { ...fixture, database: boundTo(finalitySweep, fixture.server, database) };
  const deps = { ...parts, requests: openRequestStore(parts), recovery };
  return sweepFinality(deps, plusSeconds(clock(), 60));
};

async function copyFrom(time: string): Promise<string> {
  const folder = join(home, 'copies', 'before');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'data.sqlite'), '');
  await utimes(join(folder, 'data.sqlite'), new Date(time), new Date(time));
  return folder;
}

async function erased() {
  await user();
  const answer = await ask(await user());
  await erase(fixture, firstAttempt(answer));
  fixture.pass(86_400 + 600);
  return { ...firstAttempt(answer), token: answer.body.followUpToken as string };
}

describe('an erasure in the embedded runtime', () => {
  test('is final a day later, when its streams have no image of identifiers: the database has no history', async () => {
    const { token } = await erased();

    expect(await swept()).toMatchObject({ final: 1 });

    const { finalCertificateContent: content } = (await follow(fixture, token)).body;
    expect(content.observedIn).toBe('embedded-runtime');
    expect(content.tables[2]).toMatchObject({ table: 'subject-keys', stream: 'keys-only' });
    expect(content.tables[2]).not.toHaveProperty('restorableFrom');
    expect(content.notCovered).toContain(
      'copies of the database outside of the folder of copies, and free pages of its file',
    );
  });

  test('is not while a copy of the database has its keys, and is once that copy is deleted', async () => {
    const { token, requestId } = await erased();
    const copy = await copyFrom('2026-11-28T10:00:05Z');
    const before = await swept();
    const { body } = await staff(fixture, 'GET', `/${requestId}`);
    await rm(copy, { recursive: true });

    expect(before).toMatchObject({ final: 0, waiting: 1 });
    expect(body.finality.barriers).toEqual(['backup-exists']);
    expect(await swept()).toMatchObject({ final: 1 });
    expect((await follow(fixture, token)).body.finalCertificate).toBeDefined();
  });

  test('is final though a copy was made after it', async () => {
    await erased();
    await copyFrom('2026-11-29T09:00:00Z');

    expect(await swept()).toMatchObject({ final: 1 });
  });
});
