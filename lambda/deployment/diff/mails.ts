import { mailTemplates, parseMailText, placeholdersIn } from '../../policy/mail-texts.ts';
import type { MailTemplate, MailTexts } from '../../policy/mail-texts.ts';
import type { Policy } from '../../policy/schema.ts';
import { listChange, pointer } from '../../policy/leaves.ts';
import { idsIn, listed, sentences } from './change.ts';
import type { Change, Rule } from './change.ts';
import { fieldChanges, reportsIn } from './fields.ts';
import type { Fields } from './fields.ts';

const { report, value } = reportsIn('Mail');

/** What people are written about their requests. */
export const mailChanges: Rule = (from, to) => [
  ...mailTemplates.flatMap((template) => textChanges(template, from, to)),
  ...fieldChanges(sending, { name: '', at: [pointer('mail')], facts: {} }, from.mail, to.mail),
];

const sending: Fields<Policy['mail']> = {
  followUpUrl: value('follow-up-url-changed', (_, was, is) =>
    is === undefined
      ? `Mails have the follow-up token itself, no longer a link to ${was}.`
      : `Mails link to ${is}${was === undefined ? ', and no longer have the token itself' : ` instead of ${was}`}.`,
  ),
};

function textChanges(template: MailTemplate, from: Policy, to: Policy): readonly Change[] {
  const [before, after] = [textsOf(template, from.mails), textsOf(template, to.mails)];
  const isWhole = Object.keys(before).length === 0 || Object.keys(after).length === 0;
  return idsIn(before, after).flatMap((locale) => {
    const [was, is] = [before[locale], after[locale]];
    if (was === is) return [];
    const at = [isWhole ? pointer('mails', template) : pointer('mails', template, locale)];
    const facts = { template, locale };
    if (was === undefined) {
      const words = `The mail ${template} has a text in ${locale}.`;
      return [report('mail-text-added', { at, facts }, words)];
    }
    if (is === undefined) {
      const words = `The mail ${template} has no text in ${locale} any more: people get it in another language.`;
      return [report('mail-text-removed', { at, facts }, words, 'less-information')];
    }
    return [changed({ template, locale, at }, was, is)];
  });
}

/** A policy that was compiled by an earlier version has no text for a template of a later one. */
const textsOf = (
  template: MailTemplate,
  { [template]: texts = {} }: Partial<MailTexts>,
): Readonly<Record<string, string>> => texts;

interface Place {
  readonly template: MailTemplate;
  readonly locale: string;
  readonly at: readonly string[];
}

function changed({ template, locale, at }: Place, was: string, is: string): Change {
  const subjects = [parseMailText(was).subject, parseMailText(is).subject] as const;
  const { added, removed } = listChange(namesIn(was), namesIn(is));
  const words = sentences(
    `The mail ${template} has another text in ${locale}.`,
    subjects[0] !== subjects[1] && `Its subject is "${subjects[1]}" instead of "${subjects[0]}".`,
    added.length > 0 && `It says ${listed(added)} as well.`,
    removed.length > 0 && `It no longer says ${listed(removed)}.`,
  );
  const facts = { template, locale, added, removed };
  return report(
    'mail-text-changed',
    { at, facts },
    words,
    removed.length > 0 && 'less-information',
  );
}

/** What a text says of the request: each value once. */
const namesIn = (text: string): string[] => [...new Set(placeholdersIn(text))].toSorted();
