import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textPseudonyms } from '../../lambda/redaction/table.ts';
import { newPerson } from '../request/request-fixture.ts';
import type { RedactionFixture } from './redaction-fixture.ts';
import { openRedactionFixture, pseudonymised, restored, subjectOf } from './redaction-fixture.ts';

let fixture: RedactionFixture;
beforeAll(async () => {
  fixture = await openRedactionFixture();
});
afterAll(() => fixture.stop());

const text = 'Write to alex@example.org, not to sam@example.org. alex@example.org answers.';
const form = /^\[EMAIL_[a-hjkmnp-tv-z][0-9a-hjkmnp-tv-z]{5,}\]$/;

describe('redacting', () => {
  test.for([
    ['mask', 'Write to *****, not to *****. ***** answers.'],
    ['label', 'Write to [EMAIL], not to [EMAIL]. [EMAIL] answers.'],
    ['remove', 'Write to , not to .  answers.'],
  ])('%s stores nothing and names no person', async ([mode, expected]) => {
    const before = await fixture.rows(textPseudonyms);

    const { status, body } = await fixture.text('redact', { text, mode });

    expect([status, body.text]).toEqual([200, expected]);
    expect(await fixture.rows(textPseudonyms)).toEqual(before);
  });

  test('findings have the offsets of the text as it was sent', async () => {
    const { body } = await fixture.text('redact', { text, mode: 'label' });

    const values = body.findings.map(({ start, end }: { start: number; end: number }) =>
      text.slice(start, end),
    );
    expect(values).toEqual(['alex@example.org', 'sam@example.org', 'alex@example.org']);
  });

  test('a conversation comes back message by message, and findings say in which they are', async () => {
    const messages = [
      { role: 'user', content: 'I am alex@example.org' },
      { role: 'assistant', content: 'Hello.' },
      { role: 'user', content: 'Or sam@example.org' },
    ];

    const { body } = await fixture.text('redact', { messages, mode: 'label' });

    expect(body.messages).toEqual([
      { role: 'user', content: 'I am [EMAIL]' },
      { role: 'assistant', content: 'Hello.' },
      { role: 'user', content: 'Or [EMAIL]' },
    ]);
    expect(body.findings.map(({ message }: { message: number }) => message)).toEqual([0, 2]);
  });

  test('a name that one message shows is replaced in the markup of another', async () => {
    const messages = [
      { role: 'user', content: "My colleague Sarah O'Connor is late." },
      { role: 'assistant', content: "I know: **29**, **Sarah O'Connor**, **x**" },
    ];

    const { body } = await fixture.text('redact', { messages, mode: 'label' });

    expect(JSON.stringify(body.messages)).not.toContain('Connor');
    expect(body.findings.at(-1)).toMatchObject({ type: 'person', message: 1 });
  });

  test.for([
    [{ mode: 'label' }, '/text'],
    [{ mode: 'label', text, messages: [{ role: 'user', content: '' }] }, '/text'],
    [{ mode: 'pseudonymise', text }, '/subject'],
    [{ mode: 'hide', text }, '/mode'],
    [{ mode: 'label', text, types: [] }, '/types'],
    [{ mode: 'label', text, types: ['shoe-size'] }, '/types/0'],
  ] as const)('a body that does not fit is rejected by field: %j', async ([body, pointer]) => {
    const answer = await fixture.text('redact', body);

    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, pointer]);
    expect(answer.text).not.toContain('alex');
  });
});

describe('pseudonyms', () => {
  test('equal values of a person have equal ones, with the type to read', async () => {
    const ada = await newPerson(fixture);

    const first = await pseudonymised(fixture, ada, text);
    const again = await pseudonymised(fixture, ada, text);

    const [one = '', two, three] = first.match(/\[[^\]]+\]/g) ?? [];
    expect(one).toMatch(form);
    expect(two).toMatch(form);
    expect([one === two, one === three, again === first]).toEqual([false, true, true]);
  });

  test('those of two people differ for the same value, and one cannot be turned back as the other', async () => {
    const [ada, grace] = [await newPerson(fixture), await newPerson(fixture)];
    const [ofAda, ofGrace] = [
      await pseudonymised(fixture, ada, text),
      await pseudonymised(fixture, grace, text),
    ];

    const { body } = await restored(fixture, grace, ofAda);

    expect(ofAda).not.toBe(ofGrace);
    expect(body).toEqual({ text: ofAda, restored: 0, unknown: 3 });
  });

  test('come back exactly', async () => {
    const ada = await newPerson(fixture);

    const { status, body } = await restored(fixture, ada, await pseudonymised(fixture, ada, text));

    expect([status, body]).toEqual([200, { text, restored: 3, unknown: 0 }]);
  });

  test('2,000 distinct addresses in one text come back exactly', async () => {
    const ada = await newPerson(fixture);
    const long = Array.from({ length: 2_000 }, (_, n) => `user.${n}@example.org`).join(', ');

    const replaced = await pseudonymised(fixture, ada, long);

    expect(new Set(replaced.match(/\[[^\]]+\]/g)).size).toBe(2_000);
    expect((await restored(fixture, ada, replaced)).body).toEqual({
      ...{ text: long, restored: 2_000, unknown: 0 },
    });
  });

  test('a text that was redacted already stays as it is', async () => {
    const ada = await newPerson(fixture);
    const once = await pseudonymised(fixture, ada, text);

    expect(await pseudonymised(fixture, ada, once)).toBe(once);
  });

  test('calls at the same moment agree', async () => {
    const ada = await newPerson(fixture);

    const all = await Promise.all([1, 2, 3, 4].map(() => pseudonymised(fixture, ada, text)));

    expect(new Set(all).size).toBe(1);
    expect((await restored(fixture, ada, all[0]!)).body.text).toBe(text);
  });

  test('a row has the value under a key of the person only, and ends with the period of the category', async () => {
    const ada = await newPerson(fixture);
    fixture.setClock('2026-11-25T12:00:00Z');
    await pseudonymised(fixture, ada, text);
    fixture.setClock(undefined);

    const rows = (await fixture.rows(textPseudonyms)).filter(
      ({ subjectId }) => subjectId === ada.subjectId,
    );

    expect(rows).toHaveLength(2);
    for (const { sealed, ...plain } of rows) {
      expect(sealed).toBeInstanceOf(Uint8Array);
      expect(JSON.stringify(plain)).not.toMatch(/alex|sam|example/);
      expect(plain['expiresAt']).toBe(Date.parse('2026-12-25T12:00:00Z') / 1000);
    }
  });

  test('are not offered by a policy without the category', async () => {
    const ada = await newPerson(fixture);
    const { 'text-pseudonyms': _, ...categories } = fixture.policy.categories;
    const body = { text, subject: subjectOf(ada), mode: 'pseudonymise' };

    const answer = await fixture.text('redact', body, { ...fixture.policy, categories });

    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/mode']);
  });

  test('are made for registered people only', async () => {
    const subject = { type: 'email', value: `${crypto.randomUUID()}@example.org` };

    const answer = await fixture.text('redact', { text, subject, mode: 'pseudonymise' });

    expect(answer.status).toBe(404);
  });
});
