import type { Policy, PublishedNotice } from '../policy/schema.ts';
import { chooseSummary, chooseText, textIn } from './model/notice.ts';
import type { StoredNotice, NoticeVersion } from './store.ts';

/** What every answer says of a notice. */
export const facts = ({
  id,
  version,
  effectiveFrom,
  material,
}: Pick<PublishedNotice, 'id' | 'version' | 'effectiveFrom' | 'material'>) => ({
  id,
  version,
  effectiveFrom,
  material,
});

/** A notice with its text, in the best language there is. */
export function show(policy: Policy, notice: PublishedNotice, locale: string | undefined) {
  const text = chooseText(policy, notice.id, locale);
  return text && { ...facts(notice), ...text, ...summaryOf(policy, notice, locale) };
}

export function summaryOf(policy: Policy, { id }: PublishedNotice, locale: string | undefined) {
  const summary = chooseSummary(policy, id, locale);
  return summary === undefined ? {} : { summary };
}

/** A version that was published before, as it was. */
export function showStored(notice: StoredNotice, locale: string | undefined) {
  const text = textIn(notice.texts, notice.locales, locale);
  const summary = textIn(notice.summary, notice.locales, locale)?.markdown;
  return text && { ...facts(notice), ...text, summary };
}

/** The versions of a notice, the one in force first. */
export const versionsOf = (
  { version: inForce }: Pick<PublishedNotice, 'version'>,
  versions: readonly NoticeVersion[],
) =>
  versions
    .map(({ version, effectiveFrom, publishedAt, locales }) => ({
      ...{ version, effectiveFrom, publishedAt, locales },
      inForce: version === inForce,
    }))
    .sort((one, other) => Number(other.inForce) - Number(one.inForce));
