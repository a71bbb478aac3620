import { Ajv2020 } from 'ajv/dist/2020.js';
import { unzipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { update } from '../../lambda/platform/dynamo/statement.ts';
import { sealDetails } from '../../lambda/subject/details.ts';
import { subjects } from '../../lambda/subject/table.ts';
import { fulfilExport } from '../../lambda/export/export.ts';
import { begin } from '../../lambda/request/attempt.ts';
import { mine, newPerson as registered, writeBatch } from '../record/calls.ts';
import { openRecordFixture } from '../record/record-fixture.ts';
import type { RecordFixture } from '../record/record-fixture.ts';
import {
  firstAttempt,
  follow,
  keep,
  openRequestFixture,
  newPerson,
  submit,
} from '../request/request-fixture.ts';
import type { RequestFixture, Person } from '../request/request-fixture.ts';

let fixture: RequestFixture;
let elsewhere: RecordFixture;
beforeAll(async () => {
  [fixture, elsewhere] = await Promise.all([openRequestFixture(), openRecordFixture()]);
});
afterAll(() => Promise.all([fixture.stop(), elsewhere.stop()]));

async function takenAlong(person: Person, body: object = { kind: 'portability' }) {
  const answer = await submit(fixture, person.caller, body);
  const run = firstAttempt(answer);
  await begin(fixture, run);
  const { counts } = await fulfilExport(fixture, run);
  const link = await follow(fixture, answer.body.followUpToken, 'POST', '/download');
  const zip = await fixture.fetchObject(link.body.url);
  if (typeof zip === 'string') throw new Error(zip);
  const files = unzipSync(zip);
  const text = (path: string): string => Buffer.from(files[path]!).toString();
  const json = (path: string) => JSON.parse(text(path));
  const lines = (path: string): object[] =>
    text(path)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  return { answer, counts, files, json, lines };
}

const all = [
  { content: { text: 'Ünïcode 🎈', nested: [1, null, true] }, source: 'web' },
  { content: 'Hello', purposes: ['service-provision', 'inference'] },
  {
    category: 'usage-log',
    content: { ip: '192.0.2.0' },
    purposes: ['service-provision', 'safety'],
  },
  { category: 'usage-log', content: 'seen', purposes: ['safety'] },
  { category: 'output-text', content: 'An answer' },
  { category: 'feedback', content: 'Nice', purposes: ['support'] },
];

describe('a portable export', () => {
  test('GDPR Art. 20(1)-(2): what was exported goes into another Custos unchanged', async () => {
    const ada = await newPerson(fixture);
    await keep(fixture, ada, all);

    const { json, lines, counts } = await takenAlong(ada);

    const files = json('manifest.json').records.flatMap((each: { files: { path: string }[] }) =>
      each.files.map(({ path }) => path),
    );
    const taken = files.flatMap((path: string) => lines(path));
    expect(counts).toEqual({ 'prompt-text': 2, 'usage-log': 1 });
    expect(taken).toHaveLength(3);

    const newcomer = await registered(elsewhere);
    const items = taken.map((line: object) => ({ subject: newcomer.subject, ...line }));
    const stored = await writeBatch(elsewhere.recordApp(), items);
    expect(stored.body.items.map(({ status }) => status)).toEqual([201, 201, 201]);

    const { body } = await mine(elsewhere.recordApp(), newcomer, 'GET');
    const identity = { recordId: expect.any(String), expiresAt: expect.any(String) };
    expect(body.items).toHaveLength(taken.length);
    expect(body.items).toEqual(
      expect.arrayContaining(taken.map((line: object) => ({ ...line, ...identity }))),
    );
  });

  test('GDPR Art. 20(1)(a): says what it leaves out, and why', async () => {
    const ada = await newPerson(fixture);
    await keep(fixture, ada, all);

    const { json, lines } = await takenAlong(ada);

    expect(json('manifest.json').leftOut).toEqual([
      { category: 'usage-log', reason: 'other-basis', count: 1 },
      { category: 'output-text', reason: 'inferred', count: 1 },
      { category: 'feedback', reason: 'other-basis', count: 1 },
    ]);
    // Evidence that is kept on a duty is nothing that another service goes on with.
    expect(lines('records/usage-log.jsonl')).toMatchObject([{ purposes: ['service-provision'] }]);
  });

  test('is what its own schema says, with a hash of every file', async () => {
    const ada = await newPerson(fixture);
    await keep(fixture, ada, all);

    const { json, lines, files } = await takenAlong(ada);

    const ajv = new Ajv2020({ strict: true, validateFormats: false });
    ajv.addSchema(json('portability.schema.json'), 'v1');
    const holds = (part: string, value: unknown) => [
      ajv.validate(`v1${part}`, value),
      ajv.errorsText(),
    ];
    const manifest = json('manifest.json');
    expect(holds('', manifest)).toEqual([true, 'No errors']);
    expect(holds('#/$defs/account', json('account.json'))).toEqual([true, 'No errors']);
    expect(json('account.json').identifiers).toContainEqual({ type: 'email', value: ada.email });
    const listed = manifest.records.flatMap((each: { files: object[] }) => each.files);
    for (const { path, sha256, bytes } of [manifest.account, ...listed]) {
      expect(createHash('sha256').update(files[path]!).digest('hex')).toBe(sha256);
      expect(files[path]!.length).toBe(bytes);
    }
    for (const { path } of listed) {
      for (const line of lines(path)) {
        expect(holds('#/$defs/record', line)).toEqual([true, 'No errors']);
      }
    }
  });

  test('GDPR Art. 20(1): takes along the address that the person gave, and it is in the schema', async () => {
    const ada = await newPerson(fixture);
    const subject = (await fixture.subjects.get(ada.subjectId))!;
    const contact = { type: 'email', value: 'ada@elsewhere.example' } as const;
    const sealed = await sealDetails(fixture.subjectKeys, subject, { contact });
    const { subjectId } = ada;
    await transact(fixture.database, [
      update(subjects, { subjectId }, 1, { sealed: { ...sealed } }),
    ]);

    const { json } = await takenAlong(ada);

    const ajv = new Ajv2020({ strict: true, validateFormats: false });
    ajv.addSchema(json('portability.schema.json'), 'v1');
    expect(json('account.json')).toMatchObject({ contact });
    expect(ajv.validate('v1#/$defs/account', json('account.json'))).toBe(true);
  });

  test('of named categories leaves out the others, and of nothing holds no records', async () => {
    const ada = await newPerson(fixture);
    await keep(fixture, ada, all);

    const named = await takenAlong(ada, { kind: 'portability', categories: ['usage-log'] });
    const empty = await takenAlong(await newPerson(fixture));

    expect(named.counts).toEqual({ 'usage-log': 1 });
    expect(empty.counts).toEqual({});
    expect(empty.json('manifest.json')).toMatchObject({ records: [], leftOut: [] });
  });

  test('Civ. Code 1798.130(a)(2): Californians take along everything they provided', async () => {
    const ada = await newPerson(fixture, 'US-CA');
    await keep(fixture, ada, all);

    const { counts, json } = await takenAlong(ada);

    expect(counts).toEqual({ 'prompt-text': 2, 'usage-log': 2, feedback: 1 });
    expect(json('manifest.json').jurisdictions).toEqual(['ccpa']);
  });

  test('may be open together with a request for access, and is downloaded like it', async () => {
    const ada = await newPerson(fixture);
    await submit(fixture, ada.caller, { kind: 'access' });
    const pending = await submit(fixture, ada.caller, { kind: 'portability' });

    const early = await follow(fixture, pending.body.followUpToken, 'POST', '/download');

    expect(pending.status).toBe(202);
    expect(early.status).toBe(409);
    expect(early.body.detail).toBe('The export is not finished yet.');
  });
});
