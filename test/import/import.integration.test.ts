import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Kind } from '../../cli/import/kinds.ts';
import { OtherImportError, runImport } from '../../cli/import/run.ts';
import { consents as eventTable } from '../../lambda/consent/table.ts';
import { assistant, issuer, openSubjectFixture } from '../subject/subject-fixture.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';
import { bareEnvironment } from '../support/command-environment.ts';

let people: SubjectFixture;
let server: Server;
let url: string;
let directory: string;
/** Called after a body was worked on and before it is answered. */
let beforeAnswer: () => void | Promise<void> = () => undefined;

beforeAll(async () => {
  people = await openSubjectFixture();
  directory = await mkdtemp(join(tmpdir(), 'custos-'));
  server = createServer((request, response) => {
    void work(request).then(({ status, headers, text: body }) => {
      if (!response.destroyed) response.writeHead(status, headers).end(body);
    });
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

/** A line that the command takes for good and the API does not, as one of another version may. */
const odd = JSON.stringify({
  subject: { type: 'user-id', value: 'odd' },
  purpose: 'improvement',
  state: 'given',
  at: '2026-03-01T10:00:00Z',
});

async function work(request: IncomingMessage) {
  const key = request.headers['idempotency-key'];
  const staff = { kind: 'staff', issuer, name: 'dpo' } as const;
  if (request.headers.authorization !== 'Bearer good') {
    return { status: 401, headers: {}, text: '{}' };
  }
  const body = await text(request);
  if (body.includes('"odd"')) {
    const errors = [{ pointer: '/items/0', message: 'odd' }];
    const type = 'urn:custos:problem:invalid-input';
    return { status: 422, headers: {}, text: JSON.stringify({ type, errors }) };
  }
  const answer = await people.send({
    method: 'POST',
    path: request.url ?? '',
    body: JSON.parse(body) as unknown,
    caller: request.url === '/v1/subjects' ? assistant : staff,
    ...(typeof key === 'string' && { headers: { 'Idempotency-Key': key } }),
  });
  await beforeAnswer();
  return answer;
}

const start = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, ['bin/custos.mjs', 'import', ...args], {
    env: bareEnvironment({ CUSTOS_TOKEN: 'good' }),
  });
async function run(args: readonly string[]) {
  const child = start(args);
  const [out, error] = [child.stdout, child.stderr].map((stream) => stream && text(stream));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, out: await out, error: await error };
}
const counts = (imported: number, unchanged: number, refused: number) => ({
  imported,
  unchanged,
  refused,
});
const inProcess = (kind: Kind, file: string, token = 'good') =>
  runImport({
    kind,
    file,
    defaults: kind === 'consents' ? { source: 'crm' } : {},
    api: { url, token },
    onProgress: () => undefined,
  });
const place = async (name: string, lines: readonly string[]): Promise<string> => {
  const file = join(directory, name);
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
};

const persons = Array.from({ length: 30 }, (_, index) => `import-${index}`);
const purposes = ['improvement', 'training', 'profiling', 'support'];
const consents = persons.flatMap((value, person) =>
  purposes.map((purpose) =>
    JSON.stringify({
      subject: { type: 'user-id', value },
      purpose,
      state: person % 3 === 0 ? 'refused' : 'given',
      at: '2026-03-01T10:00:00Z',
    }),
  ),
);

/** What is wrong, as it is in the file of errors. */
const errorsOf = async (file: string) =>
  (await readFile(`${file}.errors.ndjson`, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { line: number; problem: string; errors: object[] });

describe('custos import', () => {
  test('people from CSV, then their consents: killed in the middle, no line is written twice', async () => {
    const people_ = await place('people.csv', [
      'subject.type,subject.value,residence',
      ...persons.map((value) => `user-id,${value},DE`),
    ]);
    expect(await inProcess('subjects', people_)).toEqual(counts(30, 0, 0));

    const lines = [...consents.slice(0, 60), '{"subject": 1}', ...consents.slice(60)];
    const file = await place('consents.ndjson', lines);
    const args = ['consents', file, '--url', url, '--source', 'crm'];
    let batches = 0;
    const first = start(args);
    beforeAnswer = () => {
      batches += 1;
      // What was written is not answered.
      if (batches === 3) first.kill('SIGKILL');
    };
    await once(first, 'exit');
    beforeAnswer = () => undefined;
    const left = JSON.parse(await readFile(`${file}.import.json`, 'utf8')) as { line: number };
    const again = await run(args);

    expect(left.line).toBe(51);
    // The 24 good lines of the third batch were known when they came again.
    expect(again).toMatchObject({ code: 1 });
    expect(again.out).toMatch(/^Done: 96 imported, 24 unchanged, 1 refused\./);
    const events = (await people.rows(eventTable)).map(({ subjectId, purposeVersion }) =>
      [subjectId, purposeVersion].join(),
    );
    expect(new Set(events).size).toBe(consents.length);
    expect(await errorsOf(file)).toEqual([
      expect.objectContaining({ line: 61, problem: 'invalid-line' }),
    ]);
  });

  test('what was finished is not sent again; from the start, nothing changes', async () => {
    const file = join(directory, 'consents.ndjson');
    const before = (await people.rows(eventTable)).length;

    expect(await inProcess('consents', file)).toEqual(counts(96, 24, 1));
    await rm(`${file}.import.json`);
    expect(await inProcess('consents', file)).toEqual(counts(0, 120, 1));

    expect((await people.rows(eventTable)).length).toBe(before);
  });

  test('a token that is not taken stops it, and it goes on with another', async () => {
    const file = await place('more.ndjson', [
      consents[0]!.replace('improvement', 'safety'),
      JSON.stringify({ ...JSON.parse(consents[1]!), subject: { type: 'email', value: 'a@b.cd' } }),
    ]);

    await expect(inProcess('consents', file, 'bad')).rejects.toThrow(/CUSTOS_TOKEN is not valid/);

    expect(await inProcess('consents', file)).toEqual(counts(1, 0, 1));
    expect(await readFile(`${file}.errors.ndjson`, 'utf8')).toBe(
      '{"line":2,"problem":"not-found","errors":[{"pointer":"","message":"Import the person first."}]}\n',
    );
  });

  test('a dry run checks every line and sends nothing', async () => {
    const file = await place('dry.ndjson', [consents[0]!, 'x']);

    const { code, out } = await run(['consents', file, '--dry-run', '--source', 'crm']);

    expect(code).toBe(1);
    expect(out).toContain('Done: 1 well formed, 1 not.');
    await expect(readFile(`${file}.import.json`)).rejects.toThrow('ENOENT');
  });

  test('rows of several lines are numbered on where the import was left', async () => {
    const row = 'user-id,"import-0\n",DE\n';
    const file = join(directory, 'numbered.csv');
    await writeFile(file, `subject.type,subject.value,residence\n${row.repeat(26)}`);
    const stop = new AbortController();
    const options = {
      kind: 'subjects',
      file,
      defaults: {},
      api: { url, token: 'good' },
      onProgress: () => {
        stop.abort();
      },
    } as const;

    await runImport({ ...options, signal: stop.signal });
    await runImport(options);

    expect((await errorsOf(file)).map(({ line }) => line)).toEqual(
      Array.from({ length: 26 }, (_, index) => 2 + 2 * index),
    );
  });

  test('a dry run leaves the errors of an import that is under way; nor do lost ones harm it', async () => {
    const file = await place('half.ndjson', ['x', ...consents.slice(0, 24), 'y']);
    const stop = new AbortController();
    stop.abort();
    const options = { kind: 'consents', file, defaults: { source: 'crm' } } as const;
    const onProgress = () => undefined;
    const api = { url, token: 'good' };
    await runImport({ ...options, api, onProgress, signal: stop.signal });

    await runImport({ ...options, onProgress });

    expect((await errorsOf(file)).map(({ line }) => line)).toEqual([1]);
    await rm(`${file}.errors.ndjson`);
    expect(await runImport({ ...options, api, onProgress })).toEqual(counts(0, 24, 2));
    expect((await errorsOf(file)).map(({ line }) => line)).toEqual([26]);
  });

  test('a correction of the same length, far behind the beginning, is not passed over', async () => {
    const lines = [`{"x": "${' '.repeat(60_000)}"}`, `{"y": "${' '.repeat(60_000)}"}`];
    const wrong = consents[0]!.replace('improvement', 'improvemint');
    const file = await place('corrected.ndjson', [...lines, wrong]);
    expect(await inProcess('consents', file)).toEqual(counts(0, 0, 3));

    await place('corrected.ndjson', [...lines, consents[0]!]);

    await expect(inProcess('consents', file)).rejects.toThrow(OtherImportError);
  });

  test('lines that the API refuses together are told one by one', async () => {
    const others = consents.slice(4, 9);
    const file = await place('together.ndjson', [...others.slice(0, 2), odd, ...others.slice(2)]);

    expect(await inProcess('consents', file)).toEqual(counts(0, 5, 1));

    expect(await errorsOf(file)).toEqual([
      { line: 3, problem: 'invalid-input', errors: [{ pointer: '', message: 'odd' }] },
    ]);
  });

  test('at another address it stops before the next line', async () => {
    const file = await place('elsewhere.ndjson', consents.slice(0, 2));
    const elsewhere = { url: `${url}elsewhere/`, token: 'good' };
    const options = { kind: 'consents', file, defaults: { source: 'crm' } } as const;

    await expect(
      runImport({ ...options, api: elsewhere, onProgress: () => undefined }),
    ).rejects.toThrow(/check --url/);
    await expect(readFile(`${file}.import.json`)).rejects.toThrow('ENOENT');
  });

  test('another file of the name does not go on where the first was left', async () => {
    const file = await place('more.ndjson', [consents[2]!]);

    await expect(inProcess('consents', file)).rejects.toThrow(OtherImportError);
  });
});
