import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf, createClient } from '../../client/index.ts';
import { sha256Hex } from '../../lambda/value/canonical.ts';
import type { Person } from '../../local/demo/people.ts';
import {
  answerConsent,
  askDecision,
  clientOf,
  completeRequest,
  countPrompts,
  staffOf,
  storePrompts,
} from '../../local/demo/steps.ts';
import type { ApiAccess } from '../../local/demo/steps.ts';
import { homeAt } from '../../local/home.ts';
import { readIssuer } from '../../local/issuer-keys.ts';
import { signToken } from '../../local/issuer-tokens.ts';
import { startRuntimeProcess } from '../support/runtime-process.ts';
import type { RuntimeProcess } from '../support/runtime-process.ts';

const personNamed = (name: string): Person => ({
  email: `${name}@example.org`,
  agrees: true,
  prompts: Array.from({ length: 3 }, (_, index) => `prompt ${index} of ${name}`),
});
const [erased, neighbour] = [personNamed('ada'), personNamed('bo')];

/* One home and its database through an erasure, a restore and the day after: the tests are in this order. */
let home: string;
let copy: string;
let runtime: RuntimeProcess | undefined;
let stage: ApiAccess;
let done: Awaited<ReturnType<typeof completeRequest>>;

async function start(secondsAhead?: number): Promise<void> {
  runtime = await startRuntimeProcess({ home, ...(secondsAhead && { secondsAhead }) });
  const { url } = runtime;
  stage = { url, token: async (kind, name) => signToken(await readIssuer(home), kind, name) };
}
async function stop(): Promise<void> {
  await runtime?.stop();
  runtime = undefined;
}
/** The database is one file, or three. */
const databaseIn = async (directory: string) =>
  (await readdir(directory)).filter((file) => file.startsWith('data.sqlite'));
const custos = (...words: string[]) =>
  spawnSync(process.execPath, ['bin/custos.mjs', ...words], { encoding: 'utf8' });
const followed = async () =>
  bodyOf(
    await createClient({ baseUrl: stage.url }).get('/v1/follow-up', {
      followUp: done.followUpToken,
    }),
  );
/** What the API says of a person to themselves and to the assistant. */
const known = async (person: Person) => {
  const me = clientOf(stage, person.email);
  return {
    records: bodyOf(await me.get('/v1/me/records')).items.length,
    consents: bodyOf(await me.get('/v1/me/consents')).items,
    prompts: await countPrompts(stage, person),
    decision: (await askDecision(stage, person)).decision,
  };
};

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'custos-restored-'));
  copy = join(homeAt(home).copies, 'monday');
  await start();
  for (const person of [erased, neighbour]) {
    await answerConsent(stage, person);
    expect(await storePrompts(stage, person)).toBe(person.prompts.length);
  }
  await stop();
  await mkdir(copy, { recursive: true });
  for (const file of await databaseIn(home)) await cp(join(home, file), join(copy, file));
}, 120_000);
afterEach(stop);
afterAll(() => rm(home, { recursive: true, force: true }));

describe('a copy of the database from before an erasure', () => {
  let before: Awaited<ReturnType<typeof known>>;

  test('is checked against the database after it', async () => {
    await start();
    before = await known(neighbour);
    done = await completeRequest(stage, erased, 'erasure', () => undefined);
    expect(before).toMatchObject({ records: 3, prompts: 3, decision: 'permit' });
    expect(await countPrompts(stage, erased)).toBe(0);
    await stop();

    const checked = custos('restore-check', '--folder', copy, '--home', home);

    expect(checked.stdout).toContain('Complete: ');
    expect(checked.stdout).toMatch(/subject-keys: \d+ rows removed, key destroyed/);
    expect(checked.status).toBe(0);
  }, 120_000);

  test('serves the neighbour as before behind the API, and the person is gone', async () => {
    for (const file of await databaseIn(home)) await rm(join(home, file));
    for (const file of await databaseIn(copy)) await rename(join(copy, file), join(home, file));
    // Positions in the streams of the other database.
    await rm(homeAt(home).streamPositions);
    await rm(copy, { recursive: true });
    await start();

    expect(await known(neighbour)).toEqual(before);
    expect(await countPrompts(stage, erased)).toBe(0);
    expect((await askDecision(stage, erased)).decision).toBe('deny');
    const me = clientOf(stage, erased.email);
    expect(bodyOf(await me.get('/v1/me/records')).items).toEqual([]);
    const choices = bodyOf(await me.get('/v1/me/consents')).items;
    expect(new Set(choices.map(({ state }) => state))).toEqual(new Set(['not-asked']));
    const request = await followed();
    expect(request.certificate).toBe(done.request.certificate);
    expect(request.certificateContent?.status).toBe('ERASED');
    const entries = bodyOf(
      await staffOf(stage).get('/v1/ledger/entries', { query: { limit: 100 } }),
    );
    expect(entries.items.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['erasure.keys-destroyed', 'erasure.certified']),
    );
    // It can be used: both can come back and write.
    expect(await storePrompts(stage, neighbour)).toBe(3);
    expect(await countPrompts(stage, neighbour)).toBe(6);
  }, 120_000);
});

describe('the day after, on the running server', () => {
  const day = 86_400;
  const finality = /^Subject: The erasure of your data is final/m;

  test('staff see until when something can be recovered', async () => {
    await start();
    const path = { requestId: done.request.requestId };
    const observed = async () =>
      bodyOf(await staffOf(stage).get('/v1/requests/{requestId}', { path })).finality;

    await until(async () => (await observed())?.barriers !== undefined);

    expect(await observed()).toMatchObject({
      barriers: expect.arrayContaining(['stream-has-keys']),
      ends: expect.arrayContaining([{ barrier: 'stream-has-keys', at: expect.any(String) }]),
    });
    expect(await followed()).not.toHaveProperty('finalCertificate');
  }, 120_000);

  test('the FINAL certificate is issued, by route and by mail, and verifies', async () => {
    await startUntilFinal(day + 3_600);
    await until(async () => (await finalMails()).length > 0);

    const request = await followed();
    expect(request.finalCertificateContent).toMatchObject({
      status: 'FINAL',
      observedIn: 'embedded-runtime',
      erasedCertificateSha256: sha256Hex(done.request.certificate ?? ''),
      // Of the person nothing is left in any table, also not of what the copy had brought back.
      verification: { left: 0, rows: expect.any(Number) },
    });
    expect(request.timeline.at(-1)?.event).toBe('erasure-final');
    expect(await finalMails()).toHaveLength(1);
    const file = join(home, 'request.json');
    await writeFile(file, JSON.stringify(request));
    const jwks = join(home, 'jwks.json');
    await writeFile(jwks, await (await fetch(`${stage.url}/v1/jwks.json`)).text());
    const verified = custos('verify', file, '--jwks', jwks);
    expect(verified.stdout).toContain('Certificate that an erasure is final, verified');
    expect(verified.status).toBe(0);
  }, 300_000);

  /** Sweeps run when the runtime starts, and an hour later: first a pass, then what waits for it. */
  async function startUntilFinal(secondsAhead: number): Promise<void> {
    const isFinal = async () => (await followed()).finalCertificate !== undefined;
    for (let started = 1; started <= 4; started += 1) {
      await start(secondsAhead);
      for (let waited = 0; waited < 30; waited += 1) {
        if (await isFinal()) return;
        await delay(1_000);
      }
      if (started < 4) await stop();
    }
    expect(await isFinal(), runtime?.output()).toBe(true);
  }

  async function finalMails(): Promise<string[]> {
    const files = await readdir(homeAt(home).outbox);
    const mails = await Promise.all(
      files.map((file) => readFile(join(homeAt(home).outbox, file), 'utf8')),
    );
    return mails.filter((mail) => finality.test(mail));
  }
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 500) {
    if (await holds()) return;
    await delay(500);
  }
  throw new Error(`it did not become so:\n${runtime?.output() ?? ''}`);
}
