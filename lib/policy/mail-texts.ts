import { resolve } from 'node:path';
import {
  faultsOf,
  lackingIn,
  mailTemplates,
  placeholdersOf,
} from '../../lambda/policy/mail-texts.ts';
import type { MailTemplate, MailTexts, TextFault } from '../../lambda/policy/mail-texts.ts';
import { isLocale, lookUp } from '../../lambda/policy/locale.ts';
import type { PolicyDocument } from '../../lambda/policy/schema.ts';
import { entriesOf } from './entries.ts';
import type { PolicyProblem } from './problem.ts';
import { readText } from './source.ts';
import { suggest } from './suggest.ts';

/** The texts that Custos has: for a policy without its own. */
const shipped = resolve(import.meta.dirname, '../../policy/mail');

/**
 * Reads `mail/<template>/<locale>.md`: for each template a text in every language of the policy.
 * Where the folder has none, it is that of Custos, in English or German.
 */
export function readMailTexts(
  directory: string,
  { language, translations }: Pick<PolicyDocument, 'language' | 'translations'>,
): {
  readonly mails: MailTexts;
  readonly problems: readonly PolicyProblem[];
  readonly warnings: readonly PolicyProblem[];
} {
  const root = `${directory}/mail`;
  const locales = [...new Set([language, ...Object.keys(translations)])];
  // Without the folder the policy has chosen the texts of Custos.
  const hasOwn = entriesOf(root).length > 0;
  const problems: PolicyProblem[] = [];
  const warnings: PolicyProblem[] = [];
  const mails = Object.fromEntries(
    mailTemplates.map((template) => {
      const present = entriesOf(`${root}/${template}`);
      problems.push(...foreign(`${root}/${template}`, present));
      const own = localesIn(present);
      const theirs = localesIn(entriesOf(`${shipped}/${template}`));
      const files = new Map(own.map((locale) => [locale, `${root}/${template}/${locale}.md`]));
      for (const locale of locales) {
        const file = `${root}/${template}/${locale}.md`;
        const near = lookUp(own, locale);
        const found = near ?? lookUp(theirs, locale);
        if (found === undefined) problems.push(missing(file, locale));
        else if (near === undefined) {
          files.set(found, `${shipped}/${template}/${found}.md`);
          if (hasOwn) warnings.push(replaced(file, locale, `that of Custos in \`${found}\``));
        } else if (!covers(near, locale)) {
          warnings.push(replaced(file, locale, `the one in \`${near}\``));
        }
      }
      const texts: Record<string, string> = {};
      for (const [locale, file] of files) {
        const read = readText(file);
        if (read.kind === 'problem') problems.push(read.problem);
        else {
          problems.push(...problemsIn(file, template, read.text));
          texts[locale] = read.text.trim();
        }
      }
      return [template, texts];
    }),
  );
  problems.push(
    ...entriesOf(root)
      .filter((name) => !mailTemplates.some((template) => template === name))
      .map((name) =>
        problem(
          `${root}/${name}`,
          'No mail has this name, so it is never sent.',
          suggest(name, mailTemplates),
        ),
      ),
  );
  // Every template is in the list.
  return { mails: mails as MailTexts, problems, warnings };
}

/** More than people read, and more than each function should carry. */
const longest = 8 * 1024;

function problemsIn(file: string, template: MailTemplate, text: string): PolicyProblem[] {
  const allowed = [...placeholdersOf[template].required, ...placeholdersOf[template].optional];
  const tooLong = Buffer.byteLength(text) > longest;
  return [
    ...(tooLong
      ? [problem(file, 'The text is longer than 8 KiB.', 'Write what people read.')]
      : []),
    ...faultsOf(template, text).map(({ line, kind, name = '' }) => ({
      ...problem(file, faults[kind](name), remedies[kind](name, allowed)),
      line,
    })),
    ...lackingIn(template, text).map((name) =>
      problem(
        file,
        `The text lacks \`{{${name}}}\`, which people need.`,
        `Write {{${name}}} into the text; a paragraph whose value is absent is left out.`,
      ),
    ),
  ];
}

const faults: Readonly<Record<TextFault['kind'], (name: string) => string>> = {
  'no-subject': () => 'The text has no subject.',
  'no-text': () => 'The text has a subject alone.',
  'unknown-placeholder': (name) => `This mail has no \`{{${name}}}\`.`,
  'open-braces': () => 'Two braces are no placeholder.',
};
const remedies: Readonly<
  Record<TextFault['kind'], (name: string, allowed: readonly string[]) => string>
> = {
  'no-subject': () => 'Write the subject into the first line, after `# `.',
  'no-text': () => 'Write the text below the subject, after an empty line.',
  'unknown-placeholder': (name, allowed) => suggest(name, allowed),
  'open-braces': () => 'Write a placeholder as {{name}}, with letters alone.',
};

const localesIn = (names: readonly string[]): readonly string[] =>
  names
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.slice(0, -3))
    .filter(isLocale);

const foreign = (directory: string, present: readonly string[]): PolicyProblem[] =>
  present
    .filter((name) => !name.endsWith('.md') || !isLocale(name.slice(0, -3)))
    .map((name) =>
      problem(
        `${directory}/${name}`,
        'The name is no language, so the text is never sent.',
        'Name it by its language, such as en.md or de.md, or remove it.',
      ),
    );

const missing = (file: string, locale: string): PolicyProblem =>
  problem(
    file,
    `The policy has texts in \`${locale}\`, and this mail has none.`,
    'Write it; mails of other languages are in the folder of the example: `npx custos policy init` copies them.',
  );

/** Whether a text in one language is what people of another expect: `de` of `de-AT` (RFC 4647 section 3.4). */
const covers = (there: string, wanted: string): boolean =>
  `${wanted.toLowerCase()}-`.startsWith(`${there.toLowerCase()}-`);

const replaced = (file: string, locale: string, by: string): PolicyProblem =>
  problem(
    file,
    `The policy has texts in \`${locale}\`, and the mail \`${file.split('/').at(-2)}\` has none: people get ${by}.`,
    'Write it, or copy the text that people get into this file to keep it as it is.',
  );

const problem = (file: string, message: string, remedy: string): PolicyProblem => ({
  ...{ file, line: 1, column: 1, path: '', message, remedy },
});
