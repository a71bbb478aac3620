import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const program = resolve('bin/custos.mjs');
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'custos-anonymity-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const anonymity = (words: readonly string[], input?: string) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'anonymity', ...words], {
    encoding: 'utf8',
    ...(input !== undefined && { input }),
  });
  return { status, stdout, stderr };
};

const header = 'name;age;city;diagnosis';
const people = [
  'Nora;31;Bonn;flu',
  'Omar;33;Bonn;cold',
  '"Lee; Ann";34;Bonn;flu',
  'Pia;52;Köln;cold',
  'Quin;58;Köln;cold',
];
const csv = () => write('people.csv', `${[header, ...people].join('\r\n')}\r\n`);
const columns = ['--quasi', 'age,city', '--sensitive', 'diagnosis'];

describe('custos anonymity', () => {
  test('exits with 1 below k, and names the groups', () => {
    const { status, stdout } = anonymity([csv(), ...columns, '--k', '2']);

    expect(status).toBe(1);
    expect(stdout).toContain('5 rows in 5 groups by age, city');
    expect(stdout).toContain('k = 1, asked for 2');
    expect(stdout).toMatch(/^ {2}1 +1 +58 +Köln$/m);
    expect(stdout).not.toContain('Quin');
  });

  test('exits with 0 where every group is large enough, of CSV and of JSON Lines', () => {
    const lines = people
      .map((line) => line.split(';').slice(-2))
      .map(([city, diagnosis]) => JSON.stringify({ content: { city }, diagnosis }));
    const file = write('people.jsonl', lines.join('\n'));

    expect(anonymity([csv(), '--quasi', 'city', '--k', '2']).status).toBe(0);
    const words = ['--quasi', '/content/city', '--k', '2', '--sensitive', 'diagnosis'];
    expect(anonymity([file, ...words]).status).toBe(0);
    const diverse = anonymity([file, ...words, '--l', '2', '--json']);
    expect(diverse.status).toBe(1);
    expect(JSON.parse(diverse.stdout)).toMatchObject({
      result: 'not-met',
      k: 2,
      l: { diagnosis: 1 },
      failing: { groups: 1, rows: 2, shown: [{ rows: 2, quasi: { '/content/city': 'Köln' } }] },
    });
  });

  test('reads standard input', () => {
    const words = ['-', '--quasi', 'city', '--k', '2'];

    expect(anonymity(words, '{"city":"Bonn"}\n'.repeat(5))).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^5 rows/),
    });
  });

  test('generalises as the hierarchies say, and writes the declared columns alone', () => {
    const hierarchies = write('hierarchies.yaml', 'age: {ranges: [5, 10, 20]}\n');
    const output = join(folder, 'out.csv');
    const ran = anonymity([
      ...[csv(), ...columns, '--k', '2', '--generalise', hierarchies, '--output', output],
    ]);

    expect(ran.status).toBe(0);
    expect(ran.stdout).toMatch(/age: ranges of 10\n {2}city: as it is/);
    expect(readFileSync(output, 'utf8')).toBe(
      [
        'age,city,diagnosis',
        '"[30,40)",Bonn,flu',
        '"[30,40)",Bonn,cold',
        '"[30,40)",Bonn,flu',
        '"[50,60)",Köln,cold',
        '"[50,60)",Köln,cold',
        '',
      ].join('\n'),
    );
    expect(readdirSync(folder).sort()).toEqual(['hierarchies.yaml', 'out.csv', 'people.csv']);
    expect(anonymity([output, ...columns, '--k', '2']).status).toBe(0);
  });

  test.each([
    [
      'a row that cannot be read',
      `${header}\nNora;31;Bonn;flu\nOmar;33\n`,
      /line 3: write as many/,
    ],
    ['a column that is not there', 'name,age\nNora,31\n', /no column city and diagnosis/],
    ['a file without rows', `${header}\n`, /no rows/],
  ])('exits with 2, and judges nothing, for %s', (_, text, message) => {
    const ran = anonymity([write('people.csv', text), ...columns, '--k', '2']);

    expect(ran).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(message) });
    expect(ran.stderr).not.toMatch(/Nora|Omar/);
  });

  test.each([
    ['a file that is not there', ['missing.csv'], /does not exist/],
    ['a directory', ['.'], /directory/],
  ])('exits with 2 for %s', (_, [name = ''], message) => {
    const ran = anonymity([join(folder, name), '--quasi', 'age', '--k', '2']);

    expect(ran).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(message) });
    expect(ran.stderr).not.toMatch(/^ +at /m);
  });

  test('does not overwrite the file that it reads, whose other columns would be lost', () => {
    const file = csv();
    const words = ['--quasi', 'city', '--k', '2', '--output', join(folder, '.', 'people.csv')];

    expect(anonymity([file, ...words]).status).toBe(2);
    expect(readFileSync(file, 'utf8')).toContain('Nora');
  });

  test('takes columns whose names every object has', () => {
    const file = write('people.csv', '__proto__,constructor\n1,x\n1,y\n2,z\n');
    const ran = anonymity([
      file,
      '--quasi',
      '__proto__,constructor',
      '--k',
      '2',
      '--suppress',
      '0.5',
    ]);

    expect(ran.stdout).toContain('constructor: *');
    expect(ran.status).toBe(1);
  });

  test('two spellings of one sensitive value are one value', () => {
    const values = ['Flu', 'flu ', 'FLU', '\u{ff26}lu'];
    const file = write(
      'people.csv',
      ['city,diagnosis', ...values.map((one) => `Bonn,${one}`)].join('\n'),
    );
    const words = ['--quasi', 'city', '--sensitive', 'diagnosis', '--k', '2', '--l', '2'];

    const ran = anonymity([file, ...words]);

    expect(ran.stdout).toContain('l = 1 of diagnosis, asked for 2');
    expect(ran.status).toBe(1);
  });

  test('a field with an object is no value that could be compared', () => {
    const file = write('people.ndjson', '{"age": {"years": 31}}\n');

    expect(anonymity([file, '--quasi', 'age', '--k', '2'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/line 1: write one value in age/),
    });
  });
});
