import { lookUp } from '../policy/locale.ts';
import type { MailTemplate } from '../policy/mail-texts.ts';
import type { Policy } from '../policy/schema.ts';

/** The text of a template in the language that is closest to what a person wants. */
export function inLocale(
  policy: Policy,
  template: MailTemplate,
  wanted: string | undefined,
): { readonly source: string; readonly locale: string } {
  const texts = policy.mails[template];
  const there = Object.keys(texts);
  const locale = lookUp(there, wanted) ?? lookUp(there, policy.language) ?? policy.language;
  const source = texts[locale];
  if (source !== undefined) return { source, locale };
  throw new TypeError('every template has a text in the language of the policy');
}
