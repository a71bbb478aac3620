import { expect, test } from 'vitest';
import { withRepeatedNames } from '../../lambda/redaction/model/repeated-names.ts';
import { replaceFound } from '../../lambda/value/replace-found.ts';
import type { Found } from '../../lambda/redaction/model/redact.ts';

const searched = (content: string, ...values: readonly (readonly [Found['type'], string])[]) => ({
  content,
  findings: values.map(([type, value]) => {
    const start = content.indexOf(value);
    return { type, start, end: start + value.length };
  }),
});
const redacted = (texts: Parameters<typeof withRepeatedNames<Found>>[0]) =>
  withRepeatedNames(texts).map(({ content, findings }) =>
    replaceFound(content, findings, ({ type }) => `<${type}>`),
  );
const name = ['person', "Sarah O'Connor"] as const;

test('a name that was found once is found in every text of the conversation', () => {
  const asked = searched("Write to Sarah O'Connor.", name);

  expect(redacted([asked, searched("**29**, **Sarah O'Connor**, `Sarah O'Connor`")])).toEqual([
    'Write to <person>.',
    '**29**, **<person>**, `<person>`',
  ]);
});

test('what was found otherwise stays as it was, before, after and around it', () => {
  const texts = [
    searched("Sarah O'Connor", name),
    searched('a@x.org b@x.org', ['email', 'a@x.org'], ['email', 'b@x.org']),
    searched("a@x.org Sarah O'Connor b@x.org", ['email', 'a@x.org'], ['email', 'b@x.org']),
    searched("at Sarah O'Connor Street 5", ['postal-address', "Sarah O'Connor Street 5"]),
    searched("Dr. Sarah O'Connor", ['person', "Dr. Sarah O'Connor"]),
    searched("Sarah O'Connor 12", ['phone', 'Connor 12']),
  ];

  expect(redacted(texts)).toEqual([
    '<person>',
    '<email> <email>',
    '<email> <person> <email>',
    'at <postal-address>',
    '<person>',
    "Sarah O'<phone>",
  ]);
});

test('part of a word, other types and a name of one word are not looked for', () => {
  const texts = [
    searched(
      "Sarah O'Connor, Mark, Example Ltd",
      name,
      ['person', 'Mark'],
      ['organisation', 'Example Ltd'],
    ),
    searched("Sarah O'Connors Mark Example Ltd"),
  ];

  expect(redacted(texts)[1]).toBe("Sarah O'Connors Mark Example Ltd");
});

test('time grows with the texts and not with their names', () => {
  const content = Array.from({ length: 20_000 }, (_, index) => `Ada Name${index}`).join(' ');
  let from = 0;
  const findings = content.match(/Ada \w+/g)!.map((value) => {
    const start = from;
    from += value.length + 1;
    return { type: 'person' as const, start, end: start + value.length };
  });
  const since = performance.now();

  const [, again] = withRepeatedNames([
    { content, findings },
    { content, findings: [] },
  ]);

  expect(again?.findings).toEqual(findings);
  expect(performance.now() - since).toBeLessThan(2000);
});
