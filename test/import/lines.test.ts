import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cellsOf, delimiterOf, recordOf } from '../../cli/import/csv.ts';
import { targets } from '../../cli/import/kinds.ts';
import { HeaderError, linesOf } from '../../cli/import/lines.ts';
import type { Line } from '../../cli/import/lines.ts';
import { rowsOf } from '../../cli/import/rows.ts';
import type { Row } from '../../cli/import/rows.ts';

async function* chunks(text: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size)
    yield await Promise.resolve(bytes.subarray(at, at + size));
}
async function rows(text: string | Uint8Array, quoted: boolean, size = 7): Promise<Row[]> {
  const found: Row[] = [];
  for await (const row of rowsOf(chunks(text, size), { quoted })) found.push(row);
  return found;
}
const texts = async (text: string | Uint8Array, quoted = false, size?: number) =>
  (await rows(text, quoted, size)).map((row) => row.text);

describe('rows', () => {
  test.each([1, 2, 3, 1_000])('are the same however the file is cut: %s bytes', async (size) => {
    expect(await texts('one\r\nzwölf\n\nlast', false, size)).toEqual(['one', 'zwölf', '', 'last']);
    expect(await texts('a,"b\nc"\n"d ""e""",f\n', true, size)).toEqual(['a,"b\nc"', '"d ""e""",f']);
  });

  test('say where they begin and where the next one does', async () => {
    expect(await rows('a\n"b\nc"\nd', true)).toEqual([
      { line: 1, next: { offset: 2, line: 2 }, text: 'a' },
      { line: 2, next: { offset: 8, line: 4 }, text: '"b\nc"' },
      { line: 4, next: { offset: 9, line: 4 }, text: 'd' },
    ]);
  });

  test('begin again at the byte and line where they were left', async () => {
    const found: Row[] = [];
    const from = { offset: 100, line: 9 };
    for await (const row of rowsOf(chunks('x\ny\n', 9), { quoted: false, from })) found.push(row);

    expect(found).toEqual([
      { line: 9, next: { offset: 102, line: 10 }, text: 'x' },
      { line: 10, next: { offset: 104, line: 11 }, text: 'y' },
    ]);
  });

  test('too long, or no UTF-8, have no text; the next one has', async () => {
    const long = 'x'.repeat(64 * 1024 + 1);

    expect(await texts(`${long}\nafter`, false, 10_000)).toEqual([undefined, 'after']);
    expect(await texts(long.slice(1), false, 10_000)).toEqual([long.slice(1)]);
    expect(await texts(Buffer.from([0xff, 0x0a, 0x61]))).toEqual([undefined, 'a']);
  });

  test('a quote that nobody closes takes no more than one row with it', async () => {
    const file = `"open\n${'y\n'.repeat(33_000)}z\n`;

    const found = await texts(file, true, 10_000);

    expect(found[0]).toBeUndefined();
    expect(found.at(-1)).toBe('z');
  });

  test.each([1, 1_000])(
    'a quote within a cell takes no other row with it: %s bytes',
    async (size) => {
      const file = 'a,5" disk\n"say ""no"""," x"\n"","b\n"\n x "y\n;"z\n"\n';

      expect(await texts(file, true, size)).toEqual([
        'a,5" disk',
        '"say ""no"""," x"',
        '"","b\n"',
        ' x "y',
        ';"z\n"',
      ]);
    },
  );

  test('are read no further than they are asked for, so that memory stays flat', async () => {
    const rowsPerChunk = 100;
    const chunk = Buffer.from(`${'x'.repeat(180)}\n`.repeat(rowsPerChunk));
    let read = 0;
    async function* file(): AsyncGenerator<Uint8Array> {
      for (; read < 200; read += 1) yield await Promise.resolve(chunk);
    }
    let count = 0;
    let ahead = 0;
    for await (const { text } of rowsOf(file(), { quoted: false })) {
      count += text?.length === 180 ? 1 : 0;
      ahead = Math.max(ahead, (read + 1) * rowsPerChunk - count);
    }

    expect(count).toBe(200 * rowsPerChunk);
    expect(ahead).toBeLessThanOrEqual(rowsPerChunk);
  });
});

describe('cells', () => {
  test.each([
    ['a,b', ['a', 'b']],
    ['', ['']],
    ['a,', ['a', '']],
    [',', ['', '']],
    ['"a,b",c', ['a,b', 'c']],
    ['"say ""no""",""', ['say "no"', '']],
    ['"two\nlines"', ['two\nlines']],
    ['"open', undefined],
    ['"a"b', undefined],
    ['a"b', undefined],
  ])('of %j', (text, expected) => {
    expect(cellsOf(text, ',')).toEqual(expected);
  });

  test('are divided by what divides the header', () => {
    expect(delimiterOf('a;b')).toBe(';');
    expect(delimiterOf('a,b;c')).toBe(',');
    expect(cellsOf('a;b,c', ';')).toEqual(['a', 'b,c']);
  });

  test('make a record by their columns; an empty one says nothing', () => {
    expect(
      recordOf(['subject.type', 'subject.value', 'at', 'locale'], ['email', 'a@b.c', '2026', '']),
    ).toEqual({ subject: { type: 'email', value: 'a@b.c' }, at: '2026' });
    expect(Object.keys(recordOf(['__proto__.x'], ['y']))).toEqual(['__proto__']);
  });
});

describe('lines', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'custos-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  const line = {
    subject: { type: 'user-id', value: 'u-1' },
    purpose: 'improvement',
    state: 'given',
    at: '2026-03-01T10:00:00Z',
  };
  async function read(text: string, format: 'ndjson' | 'csv' = 'ndjson'): Promise<Line[]> {
    const file = join(directory, 'file');
    await writeFile(file, text);
    const found: Line[] = [];
    const { schema } = targets.consents;
    const options = { format, schema, defaults: { source: 'crm' }, from: { offset: 0, line: 1 } };
    for await (const each of linesOf(file, options)) found.push(each);
    return found;
  }

  test('of NDJSON and CSV say the same', async () => {
    const [json] = await read(`${JSON.stringify(line)}\n`);
    const [csv] = await read(
      'subject.type,subject.value,purpose,state,at,locale\r\nuser-id,u-1,improvement,given,2026-03-01T10:00:00Z,\r\n',
      'csv',
    );

    expect(json).toMatchObject({ kind: 'record', line: 1, record: { ...line, source: 'crm' } });
    expect(csv).toMatchObject({ kind: 'record', line: 2, record: { ...line, source: 'crm' } });
  });

  test('blank ones are passed over, and a byte order mark too', async () => {
    const found = await read(`\uFEFF${JSON.stringify(line)}\n\n  \n${JSON.stringify(line)}\n`);

    expect(found.map((each) => [each.line, each.kind])).toEqual([
      [1, 'record'],
      [4, 'record'],
    ]);
  });

  test.each([
    ['no JSON', '{"subject": ', ['']],
    ['no object', '[1]', ['']],
    ['an unknown field', JSON.stringify({ ...line, extra: 1 }), ['']],
    ['another state', JSON.stringify({ ...line, state: 'granted' }), ['/state']],
    ['half a person', JSON.stringify({ ...line, subject: { type: 'email' } }), ['/subject/value']],
  ])('%s is told by its place, without what stands there', async (_title, text, expected) => {
    const [found] = await read(text);

    expect(found).toMatchObject({ kind: 'wrong', line: 1 });
    expect(found?.kind === 'wrong' && found.errors.map(({ pointer }) => pointer)).toEqual(expected);
    expect(JSON.stringify(found)).not.toContain('granted');
  });

  test('of CSV with other cells than columns are wrong', async () => {
    const [found] = await read('subject.type,at\nemail\n', 'csv');

    expect(found).toMatchObject({ kind: 'wrong', line: 2 });
  });

  test('a row of several lines that is wrong says which it took with it', async () => {
    const [found, after] = await read('state,at\n"given,2026\ngiven,"2026\nx\n', 'csv');

    expect(found).toMatchObject({ kind: 'wrong', line: 2, errors: [{ pointer: '' }] });
    expect(found?.kind === 'wrong' && found.errors[0]?.message).toContain('lines 2 to 3');
    expect(after).toMatchObject({ line: 4 });
  });

  test.each(['', 'a,,b\n', '"a\n', 'a,b, a\n'])('a CSV file needs a header: %j', async (text) => {
    await expect(read(text, 'csv')).rejects.toThrow(HeaderError);
  });
});
