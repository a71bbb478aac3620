import { describe, expect, test } from 'vitest';
import { verifyProof } from '../../cli/verify/proof.ts';
import { ledgerHandlers } from '../../lambda/ledger/api.ts';
import type { LedgerEntry } from '../../lambda/ledger/model/ledger.ts';
import { ledgerApi } from '../../lambda/ledger/needs.ts';
import { ledgerRoutes } from '../../lambda/ledger/routes.ts';
import { entry } from '../../lambda/ledger/store.ts';
import { treeHandlers } from '../../lambda/ledger/tree/api.ts';
import { changeHead, readHead } from '../../lambda/ledger/tree/head.ts';
import { ledgerSequencer, treeApi } from '../../lambda/ledger/tree/needs.ts';
import { proveEntry } from '../../lambda/ledger/tree/proof.ts';
import { treeRoutes } from '../../lambda/ledger/tree/routes.ts';
import { sequence } from '../../lambda/ledger/tree/sequence.ts';
import { addRows, TreeBrokenError } from '../../lambda/ledger/tree/store.ts';
import { ledgerTree } from '../../lambda/ledger/tree/table.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { StoreUnavailableError } from '../../lambda/platform/dynamo/errors.ts';
import { queryPage } from '../../lambda/platform/dynamo/read.ts';
import { insert } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { createStreamingApp } from '../../lambda/platform/http/streaming-app.ts';
import { openPlatform } from '../../lambda/platform/platform.ts';
import { firstIdAt } from '../../lambda/value/ids.ts';
import { openTree } from '../../lambda/value/merkle.ts';
import type { EpochMilliseconds } from '../../lambda/value/time.ts';
import { milliseconds, plusSeconds, toRfc3339 } from '../../lambda/value/time.ts';
import { noteHour } from '../../lambda/ledger/used-hours.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import * as z from 'zod';
import { brokenAfter, interrupted } from '../faults/connections.ts';
import { boundTo, openRecordFixture, platformOf } from '../record/record-fixture.ts';
import { call } from '../support/call.ts';
import { callStream, streamingRuntime } from '../support/call-stream.ts';

const dpo = { kind: 'staff', issuer: 'https://issuer.example.com/', name: 'dpo' } as const;
const hour = 3_600;

/** A log of its own on the same server: each test begins with empty tables. */
async function world() {
  const own = await openRecordFixture();
  let now = Date.now();
  const clock = () => milliseconds(now);
  let made = 0;
  return {
    ...own,
    clock,
    pass: (seconds: number) => (now += seconds * 1000),
    /** Writes entries whose ids were made at a time. */
    enter: async (count: number, at: EpochMilliseconds = clock()) => {
      await noteHour(own.database, toRfc3339(at).slice(0, 13));
      for (let start = 0; start < count; start += 100) {
        const rows = Array.from({ length: Math.min(100, count - start) }, () => {
          made += 1;
          return insert(outbox, {
            bucket: `${toRfc3339(at).slice(0, 13)}#${made % 4}`,
            entryId: firstIdAt(at, made),
            type: 'record.deleted',
            at: toRfc3339(at),
            policyVersion: own.policy.version,
            codes: { category: 'feedback', by: 'subject' },
          });
        });
        expect(await transact(own.database, rows)).toEqual({ kind: 'committed' });
      }
    },
    run: (database: Database = boundTo(ledgerSequencer, own, own.database)) =>
      sequence({ database, keyring: own.keyring, clock }, plusSeconds(clock(), 100)),
  };
}
type World = Awaited<ReturnType<typeof world>>;

/** Every leaf, in the order of the tree; each proof is verified. */
async function leaves({ database, keyring }: World): Promise<readonly string[]> {
  const head = await readHead(database);
  const keys = [await keyring.publicKey('certificates'), await keyring.publicKey('checkpoints')];
  const tree = openTree();
  const found: string[] = [];
  for (let index = 0; index < (head?.size ?? 0); index += 1) {
    const proof = (await proveEntry(database, index))!;
    const leaf = Buffer.from(proof.leaf, 'base64').toString();
    const listed = JSON.parse(leaf) as Record<string, unknown>;
    expect(await verifyProof(proof, { ...listed, index }, keys)).toMatchObject({
      kind: 'proven',
      treeSize: head?.size,
      keyId: keys[1]?.kid,
    });
    tree.add(leaf);
    found.push(leaf);
  }
  expect(tree.root()).toBe(head && Buffer.from(head.root).toString('hex'));
  expect(new Set(found).size).toBe(found.length);
  return found;
}

const sizeOf = async ({ database }: World) => (await readHead(database))?.size;

describe('the sequencer', () => {
  test('puts every entry into the tree once, in the order of their ids, and signs it', async () => {
    const own = await world();
    await own.enter(30);
    expect(await own.run()).toEqual({ outcome: 'done', entries: 30 });
    expect(await own.run()).toEqual({ outcome: 'done', entries: 0 });
    own.pass(60);
    await own.enter(5);
    expect(await own.run()).toEqual({ outcome: 'done', entries: 5 });

    const ids = (await leaves(own)).map((leaf) => (JSON.parse(leaf) as LedgerEntry).entryId);
    expect(ids).toEqual(ids.toSorted());
    expect(ids).toHaveLength(35);
    await own.stop();
  });

  test('takes over the entries of years, batch by batch', async () => {
    const own = await world();
    const now = own.clock();
    for (const days of [800, 400, 399, 2, 0])
      await own.enter(260, plusSeconds(now, -days * 86_400));

    expect(await own.run()).toEqual({ outcome: 'done', entries: 1_300 });
    expect(await own.run()).toEqual({ outcome: 'done', entries: 0 });
    expect((await readHead(own.database))?.closedHour).toBe(
      toRfc3339(plusSeconds(now, -86_400)).slice(0, 13),
    );
    await own.stop();
  });

  test.each([
    ['a minute', 60],
    ['19 minutes', 19 * 60],
  ])('takes an entry that is written %s after its id was made at the next run', async (_, late) => {
    const own = await world();
    await own.run();
    const madeAt = own.clock();
    own.pass(late);
    await own.run();
    await own.enter(1, madeAt);
    own.pass(60);
    await own.run();

    expect(await sizeOf(own)).toBe(1);
    await own.stop();
  });

  test('takes an entry of a clock that is hours behind within a day and an hour', async () => {
    const own = await world();
    await own.run();
    const madeAt = own.clock();
    own.pass(5 * hour);
    await own.run();
    await own.enter(1, madeAt);
    for (let passed = 0; passed < 21; passed += 1) {
      own.pass(hour);
      await own.run();
    }

    expect(await sizeOf(own)).toBe(1);
    await own.stop();
  });

  test('takes an entry of a clock that is ahead, also of one that is hours ahead', async () => {
    const own = await world();
    await own.run();
    await own.enter(1, plusSeconds(own.clock(), 200));
    await own.enter(1, plusSeconds(own.clock(), 3 * hour));
    own.pass(300);
    await own.run();
    expect(await sizeOf(own)).toBe(1);
    for (let passed = 0; passed < 4; passed += 1) {
      own.pass(hour);
      await own.run();
    }

    expect(await sizeOf(own)).toBe(2);
    await own.stop();
  });

  test('hides nothing after a run whose clock was ahead', async () => {
    const own = await world();
    own.pass(6 * hour);
    await own.run();
    own.pass(-6 * hour);
    await own.enter(3);
    own.pass(60);
    await own.run();

    expect(await sizeOf(own)).toBe(3);
    await own.stop();
  });

  test.each(['ExecuteTransaction', 'BatchExecuteStatement'])(
    'builds the same tree when it is cut off before any %s',
    async (operation) => {
      const own = await world();
      await own.enter(100);
      let cut = 0;
      // The last of these runs is not cut off any more.
      for (let calls = 0; calls < 26; calls += 1) {
        const broken = await brokenAfter(own, operation, calls % 13);
        const outcome = await own.run(broken.database).catch((error: unknown) => error);
        await broken.stop();
        if (!(outcome instanceof StoreUnavailableError)) {
          expect(outcome).toMatchObject({ outcome: 'done' });
          own.pass(60);
          await own.enter(20);
          if (cut > 10) break;
        } else {
          cut += 1;
        }
      }
      await own.run();

      expect(cut).toBeGreaterThan(3);
      expect((await leaves(own)).length).toBeGreaterThan(100);
      expect(await sizeOf(own)).toBe((await entriesOf(own)).length);
      await own.stop();
    },
  );

  test('leaves the work to another run that was faster', async () => {
    const own = await world();
    await own.enter(10);
    await own.run();
    await own.enter(10);
    const slow = await interrupted(own, 'ExecuteTransaction', () => own.run());

    expect(await own.run(slow.database)).toEqual({ outcome: 'overtaken', entries: 0 });

    expect(await leaves(own)).toHaveLength(20);
    await slow.stop();
    await own.stop();
  });

  test('signs nothing when the stored tree is not the one that it signed', async () => {
    const own = await world();
    await own.enter(10);
    await own.run();
    const head = (await readHead(own.database))!;
    await own.enter(1);
    await changeHead(own.database, head, { root: Buffer.alloc(32, 1) });

    await expect(own.run()).rejects.toBeInstanceOf(TreeBrokenError);

    expect((await readHead(own.database))?.checkpoint).toBe(head.checkpoint);
    await own.stop();
  });

  test('signs nothing when its head is older than the tree', async () => {
    const own = await world();
    await own.enter(10);
    await own.run();
    const head = (await readHead(own.database))!;
    await addRows(own.database, [
      { part: 'tile#0#0', place: '010', hash: Buffer.alloc(32, 1), bucket: 'b', entryId: 'e' },
    ]);
    await own.enter(1);

    await expect(own.run()).rejects.toBeInstanceOf(TreeBrokenError);

    expect((await readHead(own.database))?.checkpoint).toBe(head.checkpoint);
    await own.stop();
  });
});

const someRow = z.looseObject({ entryId: z.string() });

async function entriesOf({ database, clock }: World): Promise<readonly string[]> {
  const hours = [-2, -1, 0, 1, 2].map((off) =>
    toRfc3339(plusSeconds(clock(), off * hour)).slice(0, 13),
  );
  const shards = hours.flatMap((each) => [0, 1, 2, 3].map((shard) => `${each}#${shard}`));
  const pages = await Promise.all(
    shards.map((bucket) => queryPage(database, outbox, { partition: { bucket } }, someRow)),
  );
  return pages.flatMap(({ rows }) => rows.map(({ entryId }) => entryId));
}

describe('the routes', () => {
  function staff(own: World) {
    const variables = {
      CUSTOS_STAGE: 'test',
      CUSTOS_FUNCTION: ledgerApi.name,
      CUSTOS_TABLE_OUTBOX: own.tables['outbox'],
      CUSTOS_TABLE_LEDGER_HEAD: own.tables['ledger-head'],
      CUSTOS_TABLE_LEDGER_TREE: own.tables['ledger-tree'],
    };
    const { policy, log } = own;
    const database = boundTo(ledgerApi, own, own.database);
    const platform = openPlatform(ledgerApi, variables, { database, policy, log });
    const app = createApp(platform, ledgerRoutes, ledgerHandlers(platform));
    return (path: string) => call(app, { method: 'GET', path, caller: dpo });
  }
  function anyone(own: World) {
    const platform = platformOf(treeApi, own);
    const app = createStreamingApp(platform, treeRoutes, treeHandlers(platform), streamingRuntime);
    return (path: string) => callStream(app, { method: 'GET', path });
  }

  test('an entry has its number once it is in the tree, and its proof then', async () => {
    const own = await world();
    const get = staff(own);
    await transact(own.database, [await entry(own, 'subject.registered', { by: 'service' })]);
    const before = await get('/v1/ledger/entries');
    expect(before.body.items).toHaveLength(1);
    expect(before.body.items[0]).not.toHaveProperty('index');
    expect(await get('/v1/ledger/entries/0/proof')).toMatchObject({ status: 404 });

    await own.run();

    const [listed] = (await get('/v1/ledger/entries')).body.items as LedgerEntry[];
    expect(listed).toMatchObject({ index: 0, type: 'subject.registered' });
    const { status, body: proof } = await get('/v1/ledger/entries/0/proof');
    expect(status).toBe(200);
    const keys = [await own.keyring.publicKey('checkpoints')];
    expect(await verifyProof(proof, { ...listed }, keys)).toMatchObject({ kind: 'proven' });
    // Each way in which a proof can be false.
    const refusals = [
      [proof, { ...listed, type: 'staff.read' }, keys, 'another-entry'],
      [proof, { ...listed, index: 1 }, keys, 'another-entry'],
      [proof, { ...listed }, [await own.keyring.publicKey('receipts')], 'not-signed'],
      [{ ...proof, treeSize: 3 }, { ...listed }, keys, 'malformed'],
      [{ ...proof, hashes: [proof.leaf.slice(0, 44)] }, { ...listed }, keys, 'malformed'],
      [{ ...proof, hashes: [Buffer.alloc(32).toString('base64')] }, listed, keys, 'another-root'],
    ] as const;
    for (const [altered, shown, jwks, because] of refusals) {
      expect(await verifyProof(altered, { ...shown }, jwks)).toEqual({ kind: 'refused', because });
    }
    const forged = proof.checkpoint.replace(/\n\n— (\S+) (.{12})/, '\n\n— $1 $2'.concat('AAAA'));
    expect(await verifyProof({ ...proof, checkpoint: forged }, { ...listed }, keys)).toMatchObject({
      kind: 'refused',
    });
    const reads = await own.run();
    expect(reads.entries, 'each read of staff is an entry').toBe(2);
    await own.stop();
  });

  test.each(['-1', '01', '1', '9999999999999999', 'x', '1e1'])('%s has no proof', async (index) => {
    const own = await world();
    await own.enter(1);
    await own.run();

    expect(await staff(own)(`/v1/ledger/entries/${index}/proof`)).toMatchObject({
      status: 404,
    });
    await own.stop();
  });

  test('checkpoint and tiles are public', async () => {
    const own = await world();
    const get = anyone(own);
    expect(await get('/v1/ledger/checkpoint')).toMatchObject({ status: 404 });
    await own.enter(300);
    await own.run();

    const checkpoint = await get('/v1/ledger/checkpoint');
    const head = (await readHead(own.database))!;
    expect(checkpoint).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' },
    });
    expect(checkpoint.bytes.toString()).toBe(head.checkpoint);
    expect(head.checkpoint.split('\n').slice(0, 2)).toEqual([head.origin, '300']);

    const full = await get('/v1/ledger/tile/0/000');
    expect(full.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(full.bytes).toHaveLength(256 * 32);
    expect((await get('/v1/ledger/tile/0/000.p/3')).bytes).toEqual(full.bytes.subarray(0, 96));
    expect((await get('/v1/ledger/tile/0/001.p/44')).bytes).toHaveLength(44 * 32);
    expect((await get('/v1/ledger/tile/1/000.p/1')).bytes).toHaveLength(32);
    for (const path of [
      ...['0/001', '0/001.p/45', '0/001.p/0', '0/1', '1/000', '2/000.p/1', '-1/000', '0/x001/000'],
      ...['00/000', '0/x001/x002/003', '0/x001/003.p/4', '0/a/b/c', 'entries/000'],
    ]) {
      expect((await get(`/v1/ledger/tile/${path}`)).status, path).toBe(404);
    }
    await own.stop();
  });

  test('no row of the tree names anything but hashes, random ids and numbers', async () => {
    const own = await world();
    await own.enter(2);
    await own.run();
    const leaf = z.strictObject({
      part: z.literal('tile#0#0'),
      place: z.string().regex(/^\d{3}$/),
      hash: z.instanceof(Uint8Array),
      bucket: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}#\d$/),
      entryId: z.uuid(),
    });
    const options = { partition: { part: 'tile#0#0' } };

    expect((await queryPage(own.database, ledgerTree, options, leaf)).rows).toHaveLength(2);
    await own.stop();
  });
});
