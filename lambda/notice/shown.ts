import type { Policy, PublishedNotice } from '../policy/schema.ts';
import { chooseSummary, chooseText } from './notice.ts';

/** What every answer says of a notice. */
export const facts = ({ id, version, effectiveFrom, material }: PublishedNotice) => ({
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
