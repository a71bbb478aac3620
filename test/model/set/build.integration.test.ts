import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listEntries } from '../../../lambda/ledger/store.ts';
import { freezeStatements } from '../../../lambda/containment/freeze-store.ts';
import { transact } from '../../../lambda/platform/dynamo/transact.ts';
import { shardsOf } from '../../../lambda/model/set/store.ts';
import type { TrainingSet } from '../../../lambda/model/set/training-set.ts';
import { resealWithheld } from '../../../lambda/record/withhold.ts';
import { milliseconds, toRfc3339 } from '../../../lambda/value/time.ts';
import { set } from '../../retention/sweeping.ts';
import { newPerson } from '../../record/calls.ts';
import type { SetFixture } from './set-fixture.ts';
import { openSetFixture } from './set-fixture.ts';

let fixture: SetFixture;
beforeAll(async () => {
  fixture = await openSetFixture();
});
afterAll(() => fixture.stop());

/** Of one category of its own, so that tests do not see each other's people. */
const texts = (count: number, text = 'Plan a weekend.') =>
  Array.from({ length: count }, (_, index) => ({ text, index }));

const build = async (asked: Partial<TrainingSet> = {}) => {
  const setId = await fixture.request(asked);
  const built = await fixture.build(setId);
  return { setId, built, lines: await fixture.linesIn(setId) };
};
const idsIn = (lines: readonly { readonly recordId: string }[]) =>
  lines.map(({ recordId }) => recordId);

describe('a training set', () => {
  test('has the records of those who permit it, each once, with their rows and a manifest', async () => {
    const one = await fixture.trainee(texts(3));
    const many = await fixture.trainee(texts(20));
    await newPerson(fixture);

    const { setId, built, lines } = await build();

    expect(built).toMatchObject({ state: 'ready', shards: 1 });
    expect(idsIn(lines)).toEqual(expect.arrayContaining([...one.ids, ...many.ids]));
    expect(new Set(idsIn(lines)).size).toBe(lines.length);
    expect(built.counts).toEqual({ 'prompt-text': lines.length });
    expect(lines.find(({ recordId }) => recordId === one.ids[0])?.content).toEqual({
      text: 'Plan a weekend.',
      index: 0,
    });
    expect(await fixture.rowsOf(many.subjectId)).toMatchObject([
      { setId, number: 1, purpose: 'training', records: many.ids },
    ]);
    const entries = await Array.fromAsync(entriesOf('training-set.built'));
    expect(entries).toContainEqual(
      expect.objectContaining({
        codes: expect.objectContaining({ setId, state: 'ready', records: lines.length }) as unknown,
      }),
    );
  });

  test('can be checked by its manifest alone: hashes of lines, of the file and the tree of RFC 6962', async () => {
    await fixture.trainee(texts(5));

    const { setId, built, lines } = await build();

    const manifest = await fixture.manifestOf(setId);
    const sha256 = (...parts: (string | Uint8Array)[]) => {
      const hash = createHash('sha256');
      for (const part of parts) hash.update(part);
      return hash.digest();
    };
    // RFC 6962 section 2.1, as it is written there: split at the largest power of two below n.
    const treeHash = (leaves: readonly string[]): Buffer => {
      if (leaves.length === 1) return sha256(Uint8Array.of(0), leaves[0]!);
      const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
      return sha256(
        Uint8Array.of(1),
        treeHash(leaves.slice(0, split)),
        treeHash(leaves.slice(split)),
      );
    };
    const leaves = manifest.trimEnd().split('\n');
    expect(sha256(manifest).toString('hex')).toBe(built.manifestSha256);
    expect(treeHash(leaves).toString('hex')).toBe(built.merkleRoot);
    expect(leaves.map((leaf) => JSON.parse(leaf) as unknown)).toEqual(
      lines.map(({ recordId, line }) => ({ recordId, sha256: sha256(line).toString('hex') })),
    );
    // Equal contents have different hashes: a guess cannot be tried.
    expect(new Set(lines.map(({ line }) => sha256(line).toString('hex'))).size).toBe(lines.length);
    for await (const shard of shardsOf(fixture.database, setId))
      expect(shard.state).toBe('written');
  });

  test('GDPR Art. 7(3), 18, 21, 25: leaves out each record that its person does not permit, with the reason', async () => {
    const permitted = await fixture.trainee(texts(1));
    const silent = await newPerson(fixture);
    const silentIds = await fixture.keep(silent.subjectId, texts(2));
    const withdrawn = await fixture.trainee(texts(3));
    await fixture.say(withdrawn.subjectId, 'withdrawn');
    const restricted = await fixture.trainee(texts(4));
    await set(fixture, restricted.subjectId, { restrictedPurposes: ['training'] });
    const off = await fixture.trainee(texts(5));
    await set(fixture, off.subjectId, {
      settings: { retention: {}, training: 'off', personalisation: 'on', storage: 'on' },
    });
    const erasing = await fixture.trainee(texts(6));
    await set(fixture, erasing.subjectId, { status: 'erasing' });
    const californian = await newPerson(fixture, 'US-CA');
    const freeIds = await fixture.keep(californian.subjectId, texts(1));
    const objecting = await newPerson(fixture, 'US-CA');
    await fixture.say(objecting.subjectId, 'withdrawn');
    await fixture.keep(objecting.subjectId, texts(7));
    const child = await newPerson(fixture, 'US-CA');
    await set(fixture, child.subjectId, { ageBand: 'under-13' });
    await fixture.keep(child.subjectId, texts(8));
    const other = await fixture.trainee([]);
    await fixture.keep(other.subjectId, texts(9), { purposes: ['service-provision'] });

    const { built, lines } = await build();

    const ids = idsIn(lines);
    expect(ids).toEqual(expect.arrayContaining([...permitted.ids, ...freeIds]));
    expect(ids.filter((id) => silentIds.includes(id as never))).toEqual([]);
    for (const { subjectId } of [silent, withdrawn, restricted, off, erasing, objecting, child]) {
      expect(await fixture.rowsOf(subjectId)).toEqual([]);
    }
    expect(built.excludedBy).toMatchObject({
      'consent-not-given': 10,
      'consent-withdrawn': 3,
      'processing-restricted': 4,
      'training-off': 5,
      'subject-erased': 6,
      'opted-out': 7,
      'not-for-purpose': 9,
    });
  });

  test('GDPR Art. 5(1)(e), 17(3): leaves out what is past its end, withheld, deleted or frozen', async () => {
    const { subjectId, ids } = await fixture.trainee(texts(1));
    const old = await fixture.keep(subjectId, texts(2), { daysAgo: 800 });
    const before = await build();
    expect(before.built.excludedBy['retention-ended']).toBe(2);
    expect(idsIn(before.lines)).not.toEqual(expect.arrayContaining([...old]));

    const statements = await freezeStatements(fixture.database, () => [
      { containmentId: crypto.randomUUID(), categories: ['prompt-text'] },
    ]);
    await transact(fixture.database, statements);
    const frozen = await build();
    await transact(fixture.database, await freezeStatements(fixture.database, () => []));

    expect(frozen.lines).toEqual([]);
    expect(frozen.built.excludedBy['processing-frozen']).toBeGreaterThan(0);
    const exempted = await fixture.trainee(texts(1));
    const exempt = await resealWithheld(fixture, exempted.subjectId, 'all');
    expect(exempt).toMatchObject([{ count: 1 }]);
    const withheld = await build();
    expect(withheld.built.excludedBy.withheld).toBe(1);
    expect(idsIn(withheld.lines)).toContain(ids[0]);
    expect(idsIn(withheld.lines)).not.toContain(exempted.ids[0]);
  });

  test('GDPR Art. 25: personal data in texts is taken out where the purpose obliges to redact', async () => {
    const { ids } = await fixture.trainee([
      { text: 'Write to ada.lovelace@example.org.', deep: [{ note: 'call +49 30 1234567' }] },
    ]);

    const { lines } = await build();

    const line = lines.find(({ recordId }) => recordId === ids[0]);
    expect(line?.line).not.toMatch(/lovelace|1234567/);
    expect(line?.content).toMatchObject({ text: 'Write to [EMAIL].' });
  });

  test('has what was collected in its window alone', async () => {
    const { subjectId, ids: recent } = await fixture.trainee(texts(1));
    const earlier = await fixture.keep(subjectId, texts(1), { daysAgo: 20 });
    const day = (ago: number) => toRfc3339(milliseconds(fixture.clock() - ago * 86_400_000));

    const { lines } = await build({ from: day(30), to: day(10) });

    expect(idsIn(lines)).toContain(earlier[0]);
    expect(idsIn(lines)).not.toContain(recent[0]);
  });
});

async function* entriesOf(type: 'training-set.built') {
  const from = milliseconds(Date.now() - 3_600_000);
  const to = milliseconds(Date.now() + 3_600_000);
  const { entries } = await listEntries(fixture.database, { from, to, type, limit: 100 });
  yield* entries;
}
