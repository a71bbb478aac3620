import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cellsOf, csvRows, recordOf } from '../../cli/import/csv.ts';
import { delimiterOf, HeaderError } from '../../cli/import/header.ts';
import { targets } from '../../cli/import/kinds.ts';
import { linesOf, NoLinesError } from '../../cli/import/lines.ts';
import type { Line } from '../../cli/import/lines.ts';
import { rowsOf } from '../../cli/import/rows.ts';
import type { Row } from '../../cli/import/rows.ts';

async function* chunks(text: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size)
    yield await Promise.resolve(bytes.subarray(at, at + size));
}
async function rows(text: string | Uint8Array, size = 7): Promise<Row[]> {
  const found: Row[] = [];
  for await (const row of rowsOf(chunks(text, size))) found.push(row);
  return found;
}
const texts = async (text: string | Uint8Array, size?: number) =>
  (await rows(text, size)).map((row) => row.text);

describe('rows', () => {
  test.each([1, 2, 3, 1_000])('are the same however the file is cut: %s bytes', async (size) => {
    const expected = ['one', 'zwölf', '', 'last'];

    for (const ending of ['\n', '\r\n', '\r']) {
      expect(await texts(expected.join(ending), size)).toEqual(expected);
      expect(await texts(`${expected.join(ending)}${ending}`, size)).toEqual(expected);
    }
    expect(await texts('a\rb\nc\r\nd\r\r\ne', size)).toEqual(['a', 'b', 'c', 'd', '', 'e']);
  });

  test.each([1, 2, 1_000])('say where they begin: %s bytes', async (size) => {
    const found = await rows('a\rb\r\n\nd', size);

    expect(found.map(({ line, next, text }) => [line, text, next.offset, next.line])).toEqual([
      [1, 'a', 2, 2],
      [2, 'b', 5, 3],
      [3, '', 6, 4],
      [4, 'd', 7, 4],
    ]);
  });

  test('begin again at the byte and line where they were left', async () => {
    const found: Row[] = [];
    const from = { offset: 100, line: 9 };
    for await (const row of rowsOf(chunks('x\ny\n', 9), from)) found.push(row);

    expect(found).toEqual([
      { line: 9, next: { offset: 102, line: 10 }, text: 'x', ending: '\n' },
      { line: 10, next: { offset: 104, line: 11 }, text: 'y', ending: '\n' },
    ]);
  });

  test('too long, or no UTF-8, have no text; the next one has', async () => {
    const long = 'x'.repeat(64 * 1024 + 1);

    expect(await texts(`${long}\nafter`, 10_000)).toEqual([undefined, 'after']);
    expect(await texts(long.slice(1), 10_000)).toEqual([long.slice(1)]);
    expect(await texts(Buffer.from([0xff, 0x0a, 0x61]))).toEqual([undefined, 'a']);
  });

  test('are read no further than they are asked for, so that memory stays flat', async () => {
    const rowsPerChunk = 100;
    const chunk = Buffer.from(`${'x'.repeat(180)}\n`.repeat(rowsPerChunk));
    let read = 0;
    async function* file(): AsyncGenerator<Uint8Array> {
      for (; read < 200; read += 1) yield await Promise.resolve(chunk);
    }
    let count = 0;
    let ahead = 0;
    for await (const { text } of rowsOf(file())) {
      count += text?.length === 180 ? 1 : 0;
      ahead = Math.max(ahead, (read + 1) * rowsPerChunk - count);
    }

    expect(count).toBe(200 * rowsPerChunk);
    expect(ahead).toBeLessThanOrEqual(rowsPerChunk);
  });
});

/** What rows of three columns hold, by the line on which each begins. */
async function csv(text: string, columns: number, size = 7, delimiter = ',') {
  const found: (readonly [number, readonly string[] | string])[] = [];
  const bytes = chunks(text, size);
  for await (const row of csvRows(rowsOf(bytes), delimiter, columns)) {
    found.push([row.line, row.kind === 'cells' ? row.cells : row.kind]);
  }
  return found;
}

describe('rows of CSV', () => {
  test.each([1, 2, 1_000])('may have line breaks in quotes: %s bytes', async (size) => {
    expect(await csv('a,"b\r\nc"\r\n"d ""e""",f\n"g\r\r","\n"\n', 2, size)).toEqual([
      [1, ['a', 'b\r\nc']],
      [3, ['d "e"', 'f']],
      [4, ['g\r\r', '\n']],
    ]);
  });

  test('a quote opens after the delimiter of the file alone', async () => {
    const expected = [
      [1, 'quotes'],
      [2, ['b', 'c']],
    ];

    expect(await csv('a,crm;"old\nb,c\n', 2)).toEqual(expected);
    expect(await csv('a;crm,"old\nb;c\n', 2, 7, ';')).toEqual(expected);
  });

  test.each([
    ['a quote that nobody closes', 'a,"b\nc,d\ne,f\n'],
    ['a quote that the next row seems to close', 'a,"b\nc,"d"\nc,d\ne,f\n'],
    ['a quote within a cell', 'a,5" disk\nc,d\ne,f\n'],
    ['something behind a closing quote', 'a,"b"c\nc,d\ne,f\n'],
    ['a cell too few', 'a\nc,d\ne,f\n'],
    ['a cell too many', 'a,b,c\nc,d\ne,f\n'],
    ['a quote that takes a row in and then has other cells', '"a,b\nc,d",x,y\nc,d\ne,f\n'],
  ])('%s takes no other row with it', async (_, file) => {
    const found = await csv(file, 2);

    expect(found[0]).toEqual([1, expect.stringMatching(/quotes|count/)]);
    expect(found.slice(-2)).toEqual([
      [file.split('\n').length - 2, ['c', 'd']],
      [file.split('\n').length - 1, ['e', 'f']],
    ]);
  });

  test('a quote that nobody closes costs one row, however long the file is', async () => {
    const found = await csv(`"open\n${'y\n'.repeat(40_000)}z\n`, 1, 10_000);

    expect(found).toHaveLength(40_002);
    expect(found[0]).toEqual([1, 'quotes']);
    expect(found.at(-1)).toEqual([40_002, ['z']]);
  });

  test('without anything in their cells are passed over, as blank lines are', async () => {
    expect(await csv(',,\n\n , ,\n"","",""\na,b,c\n,\n,,,,,\n', 3)).toEqual([[5, ['a', 'b', 'c']]]);
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
  async function read(
    text: string,
    format: 'ndjson' | 'csv' = 'ndjson',
    defaults: Record<string, unknown> = { source: 'crm' },
  ): Promise<Line[]> {
    const file = join(directory, 'file');
    await writeFile(file, text);
    const found: Line[] = [];
    const { schema } = targets.consents;
    const options = { format, schema, defaults, from: { offset: 0, line: 1 } };
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
    ['an unknown field', JSON.stringify({ ...line, extra: 1 }), ['/extra']],
    ['a field twice', `${JSON.stringify(line).slice(0, -1)},"state":"refused"}`, ['']],
    [
      'a field of the person twice',
      JSON.stringify(line).replace('"type"', '"type":"email","type"'),
      [''],
    ],
    ['another state', JSON.stringify({ ...line, state: 'granted' }), ['/state']],
    ['half a person', JSON.stringify({ ...line, subject: { type: 'email' } }), ['/subject/value']],
  ])('%s is told by its place, without what stands there', async (_title, text, expected) => {
    const [found] = await read(text);

    expect(found).toMatchObject({ kind: 'wrong', line: 1 });
    expect(found?.kind === 'wrong' && found.errors.map(({ pointer }) => pointer)).toEqual(expected);
    expect(JSON.stringify(found)).not.toContain('granted');
  });

  test('of CSV with other cells than columns are wrong', async () => {
    const [found] = await read('subject.type,subject.value\nemail\n', 'csv');

    expect(found).toMatchObject({ kind: 'wrong', line: 2 });
  });

  test('a row that is wrong is one line, whatever its quotes seem to enclose', async () => {
    const header = 'subject.type,subject.value\n';
    const found = await read(`${header}"user-id,u-1\nuser-id,"u-1\nuser-id,u-1\n`, 'csv');

    expect(found.map(({ line, kind }) => [line, kind])).toEqual([
      [2, 'wrong'],
      [3, 'wrong'],
      [4, 'wrong'],
    ]);
    const [, , last] = found;
    const pointers = last?.kind === 'wrong' && last.errors.map(({ pointer }) => pointer);
    expect(pointers).toEqual(['/purpose', '/state', '/at']);
  });

  test('a field that is missing is named in plain words', async () => {
    const [found] = await read(JSON.stringify({ subject: { type: 'email' } }));

    expect(found?.kind === 'wrong' && found.errors).toContainEqual({
      pointer: '/purpose',
      message: 'this field is required',
    });
    expect(JSON.stringify(found)).not.toMatch(/Invalid|expected|received|undefined/);
  });

  test('without a source says where it can come from', async () => {
    const [found] = await read(JSON.stringify(line), 'ndjson', {});

    expect(found?.kind === 'wrong' && found.errors).toEqual([
      { pointer: '/source', message: 'add a column source, or --source' },
    ]);
  });

  test.each([
    ['a header and blank lines', 'subject.type,subject.value\n\n', 'csv'],
    ['a header and empty cells', 'subject.type,subject.value\n,\n,\n', 'csv'],
    ['a header', 'subject.type,subject.value\r\n', 'csv'],
    ['a header without an end', 'subject.type,subject.value', 'csv'],
    ['blank lines', '\n \n', 'ndjson'],
    ['a byte order mark', '\uFEFF', 'ndjson'],
    ['nothing', '', 'ndjson'],
  ] as const)('a file of nothing but %s is an error', async (_, text, format) => {
    await expect(read(text, format)).rejects.toThrow(NoLinesError);
  });

  test('a refusal is read without what does not fit it, and that is named', async () => {
    const refusal = { ...line, state: 'refused', source: 'crm' };
    const subject = { ...line.subject, colour: 'red' };
    const notice = { id: 'assistant', version: 7 };
    const [found] = await read(
      JSON.stringify({ ...refusal, subject, notice, hue: 1, locale: null }),
    );

    expect(found).toMatchObject({ kind: 'record' });
    expect(found?.kind === 'record' && found.leftOut).toEqual(['subject.colour', 'notice', 'hue']);
    const [plain] = await read(JSON.stringify(refusal));
    expect(plain?.kind === 'record' && plain.leftOut).toEqual([]);
  });

  test.each([
    '',
    'subject.type,,subject.value\n',
    '"subject.type\n',
    'subject.type,subject.value, subject.type\n',
    'sep=;\n',
    'subject.type,at\n',
  ])('a CSV file needs a header: %j', async (text) => {
    await expect(read(text, 'csv')).rejects.toThrow(HeaderError);
  });
});
