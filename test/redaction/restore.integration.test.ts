import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { outbox } from '../../lambda/ledger/table.ts';
import { recordCounts } from '../../lambda/count/table.ts';
import { textPseudonyms } from '../../lambda/redaction/table.ts';
import { erase } from '../erasure/erasure-steps.ts';
import { firstAttempt, newPerson, submit } from '../request/request-fixture.ts';
import type { RedactionFixture } from './redaction-fixture.ts';
import { openRedactionFixture, pseudonymised, restored } from './redaction-fixture.ts';

let fixture: RedactionFixture;
beforeAll(async () => {
  fixture = await openRedactionFixture();
});
beforeEach(() => fixture.setClock('2026-11-25T12:00:00Z'));
afterAll(() => fixture.stop());

const text = 'Write to alex@example.org about the trip.';
const denials = async () =>
  (await fixture.rows(outbox)).filter(({ type }) => type === 'decision.denied').length;

describe('restoring', () => {
  test.for([
    ['capitals', (one: string) => one.toUpperCase()],
    ['small letters', (one: string) => one.toLowerCase()],
    ['punctuation around it', (one: string) => `**"${one}"**'s,`],
    ['a line break within', (one: string) => one.replace('_', '_\n')],
    ['a space for the low line', (one: string) => one.replace('_', ' ')],
    ['a low line escaped as in Markdown', (one: string) => one.replace('_', String.raw`\_`)],
    ['spaces in the brackets', (one: string) => one.replace('[', '[ ').replace(']', ' ]')],
  ] as const)('survives what a model changes: %s', async ([, change]) => {
    const ada = await newPerson(fixture);
    const [pseudonym = ''] = /\[[^\]]+\]/.exec(await pseudonymised(fixture, ada, text)) ?? [];
    const written = `I wrote to ${change(pseudonym)} now`;

    const { body } = await restored(fixture, ada, written);

    expect([body.restored, body.unknown]).toEqual([1, 0]);
    expect(body.text).toContain('alex@example.org');
    expect(body.text).not.toContain('[');
  });

  test('works without the brackets', async () => {
    const ada = await newPerson(fixture);
    const [, bare] = /\[([^\]]+)\]/.exec(await pseudonymised(fixture, ada, text)) ?? [];

    const { body } = await restored(fixture, ada, `I wrote to ${bare}.`);

    expect(body).toEqual({ text: 'I wrote to alex@example.org.', restored: 1, unknown: 0 });
  });

  test('what a model made up stays as it is', async () => {
    const ada = await newPerson(fixture);
    const made = (await pseudonymised(fixture, ada, text)).replace('EMAIL', 'PERSON');

    const { body } = await restored(fixture, ada, `${made} [PHONE_000000] [EMAIL] EMAIL_ADDRESS`);

    expect(body.text).toBe(`${made} [PHONE_000000] [EMAIL] EMAIL_ADDRESS`);
    expect(body.restored).toBe(0);
  });

  test('a purpose that is denied turns nothing back, and the ledger has the denial', async () => {
    const ada = await newPerson(fixture);
    const replaced = await pseudonymised(fixture, ada, text);
    const before = await denials();

    const answer = await restored(fixture, ada, replaced, 'improvement');

    expect([answer.status, answer.body.type]).toEqual([
      403,
      'urn:custos:problem:processing-not-permitted',
    ]);
    expect(answer.text).not.toContain('alex');
    expect(await denials()).toBe(before + 1);
  });

  test('a permitted call is counted by day and purpose, for the person to look up', async () => {
    const ada = await newPerson(fixture);
    const replaced = await pseudonymised(fixture, ada, text);

    await restored(fixture, ada, replaced);
    await restored(fixture, ada, replaced);

    const used = (await fixture.rows(recordCounts)).filter(
      ({ subjectId, bucket }) =>
        subjectId === ada.subjectId && String(bucket).startsWith('restored#'),
    );
    expect(used).toMatchObject([{ bucket: 'restored#2026-11-25#inference', count: 2 }]);
  });

  test('GDPR Art. 18: nothing is turned back while processing is restricted', async () => {
    const ada = await newPerson(fixture);
    const replaced = await pseudonymised(fixture, ada, text);
    await submit(fixture, ada.caller, { kind: 'restriction' });

    const answer = await restored(fixture, ada, replaced);

    expect([answer.status, answer.body.type]).toEqual([
      403,
      'urn:custos:problem:processing-restricted',
    ]);
  });

  test('a pseudonym ends with its period, and lives on while it is used', async () => {
    const ada = await newPerson(fixture);
    const replaced = await pseudonymised(fixture, ada, text);
    fixture.setClock('2026-12-20T12:00:00Z');
    const again = await pseudonymised(fixture, ada, text);
    fixture.setClock('2027-01-10T12:00:00Z');
    const alive = await restored(fixture, ada, replaced);
    fixture.setClock('2027-01-20T12:00:00Z');
    const ended = await restored(fixture, ada, replaced);

    expect(again).toBe(replaced);
    expect([alive.body.restored, ended.body]).toEqual([
      1,
      { text: replaced, restored: 0, unknown: 1 },
    ]);
  });

  test('erasure makes it irreversible, also for the same person registered again', async () => {
    const ada = await newPerson(fixture);
    const replaced = await pseudonymised(fixture, ada, text);
    const erasure = await submit(fixture, ada.caller, { kind: 'erasure' });
    await erase(fixture, firstAttempt(erasure));

    const answer = await restored(fixture, ada, replaced);

    expect([answer.status, answer.body.type]).toEqual([409, 'urn:custos:problem:subject-erased']);
    const rows = await fixture.rows(textPseudonyms);
    expect(rows.filter(({ subjectId }) => subjectId === ada.subjectId)).toEqual([]);
  });
});
