import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rendered } from '../../lambda/mail-text/render.ts';
import { valuesFor } from '../../lambda/mail-text/values.ts';
import { mailTemplates, placeholdersIn, placeholdersOf } from '../../lambda/policy/mail-texts.ts';
import { loadPolicy } from '../../lib/policy/loader.ts';
import { exampleRow } from '../request/rows.ts';
import { examplePolicy } from '../support/example-policy.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'custos-texts-'));
  cpSync('policy', folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const problems = (): string[] => {
  const load = loadPolicy(folder);
  return load.kind === 'loaded'
    ? []
    : load.errors.map(
        ({ file, line, message }) => `${file.slice(folder.length + 1)}:${line} ${message}`,
      );
};
/** About mails: where, and what is sent instead. */
const warnings = (): string[] => {
  const load = loadPolicy(folder);
  return load.kind === 'invalid'
    ? ['invalid']
    : load.warnings.flatMap(({ file, message }) => {
        const [, template = ''] = /the mail `([a-z-]+)` has none/.exec(message) ?? [];
        const [, instead] = /people get (.*)\.$/.exec(message) ?? [];
        return template === '' ? [] : [`${template}/${basename(file)} ${instead}`];
      });
};
const receipt = '# Received\n\nBy {{dueOn}}.\n\n{{link}}\n\n{{token}}\n';

describe('the texts of mails', () => {
  test('are there for every template in English and German', () => {
    for (const template of mailTemplates) {
      expect(Object.keys(examplePolicy.mails[template]).sort(), template).toEqual(['de', 'en']);
    }
  });

  test.each([
    [
      'a placeholder that there is not',
      `${receipt}\n{{link}} {{name}}\n`,
      9,
      'This mail has no `{{name}}`.',
    ],
    [
      'a required placeholder that is missing',
      '# Received\n\nSoon.\n\n{{link}}\n\n{{token}}\n',
      1,
      'The text lacks `{{dueOn}}`, which people need.',
    ],
    ['a file without a subject', receipt.slice(2), 1, 'The text has no subject.'],
    [
      'a placeholder that does not end',
      `${receipt}\n{{ link\n`,
      9,
      'Two braces are no placeholder.',
    ],
    ['logic', `${receipt}\n{{#if link}}\n`, 9, 'Two braces are no placeholder.'],
    [
      'a text that is too long',
      `${receipt}${'a'.repeat(9_000)}`,
      1,
      'The text is longer than 8 KiB.',
    ],
  ])('are checked with the policy: %s', (_, text, line, message) => {
    write('mail/receipt/en.md', text);

    expect(problems()).toEqual([`mail/receipt/en.md:${line} ${message}`]);
  });

  test('that are no mail, or no language, are reported', () => {
    write('mail/reciept/en.md', receipt);
    write('mail/receipt/english language.md', receipt);

    expect(problems()).toEqual([
      'mail/receipt/english language.md:1 The name is no language, so the text is never sent.',
      'mail/reciept:1 No mail has this name, so it is never sent.',
    ]);
  });

  test('are those of Custos where the folder has none', () => {
    rmSync(join(folder, 'mail'), { recursive: true });

    const load = loadPolicy(folder);
    expect(load.kind === 'loaded' && load.policy.version).toBe(examplePolicy.version);
  });

  test.each([
    ['of one language', ['mail/receipt/de.md'], ['receipt/de.md that of Custos in `de`']],
    [
      'of one mail',
      ['mail/finality'],
      ['finality/en.md that of Custos in `en`', 'finality/de.md that of Custos in `de`'],
    ],
  ])('that are deleted are warned about, with what is sent instead: %s', (_, paths, expected) => {
    for (const path of paths) rmSync(join(folder, path), { recursive: true });

    expect(problems()).toEqual([]);
    expect(warnings()).toEqual(expected);
  });

  test('in a near language are warned about unless they are meant for it as well', () => {
    renameSync(join(folder, 'mail/receipt/de.md'), join(folder, 'mail/receipt/de-AT.md'));
    expect(warnings()).toEqual(['receipt/de.md the one in `de-AT`']);

    const path = join(folder, 'policy.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace('language: en', 'language: en-IE'));
    expect(warnings()).toEqual(['receipt/de.md the one in `de-AT`']);
  });

  test('are missing in a language that the policy has and Custos has not', () => {
    const path = join(folder, 'policy.yaml');
    const source = readFileSync(path, 'utf8');
    writeFileSync(path, source.replace(/^translations:\n/m, 'translations:\n  fr: {}\n'));

    expect(problems()).toHaveLength(mailTemplates.length);
    for (const problem of problems()) {
      expect(problem).toMatch(/^mail\/[a-z-]+\/fr\.md:1 The policy has texts in `fr`/);
    }
  });

  test('name no placeholder beside those of their list', () => {
    for (const template of mailTemplates) {
      const { required, optional } = placeholdersOf[template];
      for (const text of Object.values(examplePolicy.mails[template])) {
        for (const name of placeholdersIn(text)) expect([...required, ...optional]).toContain(name);
      }
    }
  });
});

describe('a text with its values', () => {
  const source = [
    '# About {{kind}}',
    'First line\nsecond line.\\\nThird line.',
    'For these reasons:',
    '- {{grounds}}',
    'Only {{absent}} here.',
    'See {{link}}.',
  ].join('\n\n');
  const link = 'https://privacy.example.com/follow-up#cft_1.a-b_c';
  const full = rendered(source, { kind: 'access', grounds: ['One.', 'Two.'], link }, 'en');

  test('is plain text and HTML that say the same', () => {
    expect(full.subject).toBe('About access');
    expect(full.text).toBe(
      `First line second line.\nThird line.\n\nFor these reasons:\n\n- One.\n- Two.\n\nSee ${link}.\n`,
    );
    expect(full.html).toContain('<li>One.</li>\n<li>Two.</li>');
    expect(full.html).toContain(`<a href="${link}">${link}</a>.`);
    expect(full.html).toContain('second line.<br>\nThird line.');
  });

  test('leaves out a list without values, and what introduces it', () => {
    const { text } = rendered(source, { kind: 'access', grounds: [], link }, 'en');

    expect(text).not.toContain('reasons');
    expect(text).not.toContain('{{');
  });

  const noPlaceholder = 'Two braces are no placeholder.';
  // Elsewhere a template of a mail was a program, and anyone who could edit it ran code on the server.
  test.each([
    ['Jinja', "{{ ''.__class__.__mro__ }}", noPlaceholder],
    ['Handlebars', '{{#with (lookup this "constructor")}}x{{/with}}', noPlaceholder],
    ['a name of every object', '{{constructor}}', 'This mail has no `{{constructor}}`.'],
    ['Jinja, a block', '{% import os %}', undefined],
    ['EJS', '<%= process.env %>', undefined],
    ['a template of JavaScript', '${process.env}', undefined],
  ])('CVE-2024-45053: code in it, or in a value, is rejected or text: %s', (_, code, problem) => {
    write('mail/receipt/en.md', `${receipt}\n${code}\n`);

    const ofValue = rendered('# {{kind}}\n\n{{kind}}', { kind: code }, 'en');

    expect(problems()).toEqual(problem === undefined ? [] : [`mail/receipt/en.md:9 ${problem}`]);
    if (problem === undefined) expect(rendered(`# a\n\n${code}`, {}, 'en').text).toBe(`${code}\n`);
    expect([ofValue.subject, ofValue.text]).toEqual([code, `${code}\n`]);
  });

  test('has a value as text, never as markup or as a line of a header', () => {
    const evil = '</p><script>alert(1)</script>\r\nBcc: all@example.org\u2028';
    const { subject, html, text } = rendered(source, { kind: evil, grounds: evil, link }, 'en');

    expect(subject).not.toMatch(/[\r\n\u2028]/);
    expect(html).not.toContain('<script');
    expect(text).toContain('<script>');
  });

  test('has the direction of its language', () => {
    expect(rendered('# א\n\nשלום', {}, 'he').html).toContain('<html lang="he" dir="rtl">');
    expect(rendered('# a\n\nb', {}, 'de-AT').html).toContain('<html lang="de-AT" dir="ltr">');
  });
});

test.each([
  ['en', 'Other systems of ours have not done it yet, or cannot do it.'],
  ['de', 'Andere Systeme von uns haben es noch nicht getan oder können es nicht.'],
])('a request that systems alone have not done says so, without a reason (%s)', (locale, said) => {
  const row = { ...exampleRow, kind: 'restriction', status: 'partially-completed' } as const;
  const occasion = { policy: examplePolicy, row, locale, followUpToken: 'cft_x' };
  const source = readFileSync(`policy/mail/outcome/${locale}.md`, 'utf8');

  const { text } = rendered(source, valuesFor('outcome', occasion), locale);

  expect(text).toContain(said);
});
