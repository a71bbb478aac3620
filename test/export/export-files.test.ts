import { describe, expect, test } from 'vitest';
import { newRecordId } from '../../lambda/value/ids.ts';
import { milliseconds, seconds } from '../../lambda/value/time.ts';
import { writeRecords } from '../../lambda/export/files.ts';
import type { ExportedRecord } from '../../lambda/export/media.ts';

const at = (day: number) => milliseconds(Date.UTC(2026, 10, day));
const record = (overrides: Partial<ExportedRecord> = {}): ExportedRecord => ({
  recordId: newRecordId(),
  category: 'prompt-text',
  purposes: ['service-provision'],
  collectedAt: at(1),
  expiresAt: seconds(at(30) / 1000),
  policyVersion: 'sha256:0',
  content: 'Hello',
  ...overrides,
});

/** Writes into memory; returns what was seen, and the text of each file. */
async function written(records: readonly ExportedRecord[]) {
  const files: Record<string, string> = {};
  async function* all() {
    await Promise.resolve();
    yield* records;
  }
  const contents = await writeRecords(
    all(),
    async (path, content) => {
      files[path] = '';
      for await (const text of content) files[path] += text;
      return { path, sha256: '', bytes: files[path].length };
    },
    at(10),
  );
  return { contents, files };
}

describe('what is seen of records while they are written', () => {
  test('GDPR Art. 14(2)(f), 15(1)(g): the sources that services named, each with its count', async () => {
    const { contents } = await written([
      record({ source: 'web' }),
      record({ source: 'app' }),
      record({ source: 'web' }),
      record(),
    ]);

    expect(contents[0]?.sources).toEqual([
      { source: 'web', count: 2 },
      { source: 'app', count: 1 },
    ]);
  });

  test('so many names of sources that memory stays flat', async () => {
    const { contents } = await written(
      Array.from({ length: 80 }, (_, index) => record({ source: `source ${index % 60}` })),
    );

    expect(contents[0]?.sources).toHaveLength(50);
    expect(contents[0]?.sources[0]).toEqual({ source: 'source 0', count: 2 });
    expect(contents[0]?.count).toBe(80);
  });

  test('GDPR Art. 15(1)(d): first and last end, oldest and newest, purposes with their counts', async () => {
    const { contents } = await written([
      record({ collectedAt: at(5), expiresAt: seconds(at(20) / 1000) }),
      record({ collectedAt: at(2), purposes: ['service-provision', 'safety'] }),
      record({ collectedAt: at(9), expiresAt: seconds(at(10) / 1000), category: 'feedback' }),
    ]);

    expect(contents).toMatchObject([
      {
        ...{ category: 'prompt-text', count: 2 },
        ...{ oldest: '2026-11-02T00:00:00.000Z', newest: '2026-11-05T00:00:00.000Z' },
        ...{ firstEnd: '2026-11-20T00:00:00.000Z', lastEnd: '2026-11-30T00:00:00.000Z' },
        purposes: { 'service-provision': 2, safety: 1 },
      },
      { category: 'feedback', count: 1 },
    ]);
  });

  test('each record is there with its source and its end, as a line and as a row', async () => {
    const derivedFrom = newRecordId();
    const { files } = await written([
      record({ source: 'web', derivedFrom, content: { text: 'a, b' } }),
    ]);

    expect(JSON.parse(files['data/prompt-text.jsonl']!)).toMatchObject({
      ...{
        source: 'web',
        derivedFrom,
        expiresAt: '2026-11-30T00:00:00.000Z',
        content: { text: 'a, b' },
      },
    });
    expect(files['data/prompt-text.csv']).toContain(
      `,2026-11-30T00:00:00.000Z,,service-provision,web,${derivedFrom},"{""text"":""a, b""}"`,
    );
  });

  test('GDPR Art. 18(2): counts what a hold or a restriction keeps past its end', async () => {
    const { contents } = await written([
      record({ expiresAt: seconds(at(10) / 1000) }),
      record({ expiresAt: seconds(at(10) / 1000 + 1) }),
    ]);

    expect(contents[0]).toMatchObject({ count: 2, pastEnd: 1 });
  });

  test('GDPR Art. 15(1)(d): names no day for what is retained with no known end', async () => {
    const ends = new Map([
      ['inference', seconds(at(20) / 1000)],
      ['safety', seconds(at(30) / 1000)],
    ]);
    const purposes = [...ends.keys()];
    const { contents, files } = await written([
      record({ purposes, ends }),
      record({ keptBy: 'restriction', purposes: ['safety'] }),
      record({ keptBy: 'legal-hold', category: 'feedback' }),
    ]);

    expect(contents).toMatchObject([
      {
        ...{ firstEnd: '2026-11-30T00:00:00.000Z', keptBy: { restriction: 1 } },
        endFor: {
          inference: { kind: 'ends', until: '2026-11-20T00:00:00.000Z' },
          safety: { kind: 'kept', keptBy: 'restriction' },
        },
      },
      { category: 'feedback', keptBy: { 'legal-hold': 1 } },
    ]);
    expect(contents[1]).not.toHaveProperty('lastEnd');
    const [line] = files['data/feedback.jsonl']!.split('\n');
    expect(JSON.parse(line!)).toMatchObject({ keptBy: 'legal-hold' });
    expect(JSON.parse(line!)).not.toHaveProperty('expiresAt');
    expect(files['data/feedback.csv']).toMatch(/Z,,legal-hold,service-provision,/);
  });

  test('no part of one category is written under the name of another category', async () => {
    const large = { content: 'a'.repeat(2 * 1024 * 1024) };
    const { contents, files } = await written([
      record(large),
      record(),
      record({ category: 'prompt-text-2' }),
    ]);

    const paths = contents.flatMap((each) => each.files.map(({ path }) => path));
    expect(new Set(paths).size).toBe(6);
    expect(Object.keys(files).toSorted()).toEqual(paths.toSorted());
  });

  test('shown are those that were collected last, though older ones be imported later', async () => {
    const days = [9, ...Array.from({ length: 10 }, () => 2), 5];
    const { contents } = await written(days.map((day) => record({ collectedAt: at(day) })));

    expect(contents[0]?.preview.slice(0, 3).map(({ collectedAt }) => collectedAt)).toEqual([
      '2026-11-09T00:00:00.000Z',
      '2026-11-05T00:00:00.000Z',
      '2026-11-02T00:00:00.000Z',
    ]);
  });

  test('the newest ten are shown, newest first, objects as lines', async () => {
    const { contents } = await written([
      ...Array.from({ length: 11 }, (_, index) => record({ content: `entry ${index}` })),
      record({ content: { text: 'Hi', n: [1] } }),
      record({ content: [1, 'x'] }),
      record({ content: `${'a'.repeat(999)}😀` }),
    ]);

    const preview = contents[0]!.preview.map(({ text }) => text);
    expect(preview).toHaveLength(10);
    expect(preview[0]).toBe(`${'a'.repeat(999)} …`);
    expect(preview.slice(1, 4)).toEqual(['[1,"x"]', 'text: Hi\nn: [1]', 'entry 10']);
  });
});
