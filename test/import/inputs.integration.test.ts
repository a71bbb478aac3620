import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runImport } from '../../cli/import/run.ts';
import { issuer, openSubjectFixture } from '../subject/subject-fixture.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';

/*
 * Files as spreadsheets and other systems write them, through the API. `not-found` is what an import
 * says of a person whom no one has registered: the line itself was read as it was meant.
 */

let people: SubjectFixture;
let server: Server;
let url: string;
let directory: string;

beforeAll(async () => {
  people = await openSubjectFixture();
  directory = await mkdtemp(join(tmpdir(), 'custos-inputs-'));
  server = createServer((request, response) => {
    void text(request)
      .then((body) =>
        people.send({
          method: 'POST',
          path: request.url ?? '',
          body: JSON.parse(body) as unknown,
          caller: { kind: 'staff', issuer, name: 'dpo' },
        }),
      )
      .then(({ status, headers, text: body }) => response.writeHead(status, headers).end(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}/`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await people.stop();
  await rm(directory, { recursive: true });
});

interface Wrong {
  readonly line: number;
  readonly problem: string;
  readonly errors: readonly { readonly pointer: string; readonly message: string }[];
}

/** What became of the lines of a fixture: `line problem pointer`, of those that were not taken. */
async function outcomes(fixture: string): Promise<readonly Wrong[]> {
  const file = join(await mkdtemp(join(directory, 'one-')), fixture);
  await copyFile(resolve(import.meta.dirname, 'fixtures', fixture), file);
  await runImport({
    kind: 'consents',
    file,
    defaults: {},
    api: { url, token: 'good' },
    onProgress: () => undefined,
  });
  return (await readFile(`${file}.errors.ndjson`, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Wrong);
}
const inShort = (found: readonly Wrong[]) =>
  found.map(({ line, problem, errors }) =>
    [line, problem, ...errors.map(({ pointer }) => pointer)].join(' ').trim(),
  );

async function dryRun(name: string, content: string, args: readonly string[] = []) {
  const file = join(directory, name);
  await writeFile(file, content);
  const child = spawn(process.execPath, [
    'bin/custos.mjs',
    'import',
    'consents',
    file,
    '--dry-run',
    ...args,
  ]);
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (child.exitCode === null) await once(child, 'exit');
  const wrong = await readFile(`${file}.dry-run.ndjson`, 'utf8').catch(() => '');
  return { code: child.exitCode, out, error, wrong };
}

describe('files of other systems', () => {
  test.each([
    ['cr-only-1row.csv', ['2 not-found']],
    ['crlf-semicolon-bom.csv', ['2 not-found']],
    ['bom-quoted-header.csv', ['2 not-found']],
    ['sep-comma.csv', ['3 not-found']],
    ['sep-semicolon.csv', ['3 not-found']],
    ['blank-trailing-rows.csv', ['2 not-found']],
    ['comma-with-semicolon-text.csv', ['2 invalid-line', '3 not-found']],
    ['short-row.csv', ['2 invalid-line']],
    ['dup-key.ndjson', ['1 invalid-line']],
    ['feb30.csv', ['2 invalid-line /at', '3 invalid-line /at', '4 not-found']],
    ['locale.csv', ['2 not-found', '3 not-found', '4 not-found', '5 not-found']],
    ['invisible.csv', ['2 invalid-line /subject/value', '3 invalid-line /subject/value']],
    [
      'phone.csv',
      [
        '2 invalid-line /subject/value',
        '3 invalid-line /subject/value',
        '4 invalid-line /subject/value',
        '5 not-found',
      ],
    ],
    ['excel-dates.csv', [2, 3, 4, 5, 6].map((line) => `${line} invalid-line /at`)],
  ])('%s', async (fixture, expected) => {
    const found = await outcomes(fixture);

    expect(inShort(found)).toEqual(expected);
    expect(JSON.stringify(found)).not.toMatch(/Invalid input|received|a1@example|crm/);
  });

  test('a name that a line has twice is refused with what to do', async () => {
    const [found] = await outcomes('dup-key.ndjson');

    expect(found?.errors).toEqual([{ pointer: '', message: 'send each field once' }]);
  });

  test('the columns of another system are refused as a whole, without saying them', async () => {
    await expect(outcomes('wrong-columns.csv')).rejects.toThrow(
      'the header has no column subject.type and subject.value',
    );
  });

  test('a file whose rows an import cannot see ends with an error, not with Done', async () => {
    const blank = await dryRun('blank.ndjson', '');
    const utf16 = await dryRun('utf16.csv', '\uFFFE');

    expect([blank.code, blank.out]).toEqual([1, '']);
    expect(blank.error).toContain('the file has no line to import');
    expect(utf16.code).toBe(1);
  });
});

describe('a dry run', () => {
  const header = 'subject.type,subject.value,purpose,state,at';
  const row = (purpose: string) => `email,a1@example.com,${purpose},refused,2025-03-01T10:00:00Z`;

  test('notices a purpose that the policy does not have', async () => {
    const file = [header, row('foo'), row('improvement')].join('\n');

    const { code, out, wrong } = await dryRun('purpose.csv', file, ['--source', 'crm']);

    expect([code, out]).toEqual([1, expect.stringContaining('1 well formed, 1 not')]);
    expect(wrong).toContain('the policy has no such purpose: send one of ');
    expect(wrong).not.toContain('foo');
  });

  test('names the columns that refusals are taken without', async () => {
    const file = [`${header},hue,localle`, `${row('improvement')},red,de`].join('\n');

    const { code, out } = await dryRun('columns.csv', file, ['--source', 'crm']);

    expect([code, out]).toEqual([0, expect.stringContaining('does not fit: hue, localle.')]);
    expect(out).not.toContain('red');
  });

  test('says where the source of a consent can come from', async () => {
    const { wrong } = await dryRun('source.csv', [header, row('improvement')].join('\n'));

    expect(wrong).toContain('add a column source, or --source');
  });

  test('names a policy that cannot be read', async () => {
    const { code, error } = await dryRun('policy.csv', header, ['--policy', 'nowhere']);

    expect([code, error]).toEqual([1, expect.stringContaining('nowhere does not exist')]);
  });
});
