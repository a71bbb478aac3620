import { lookUp } from '../../policy/locale.ts';
import type { Policy, PublishedNotice } from '../../policy/schema.ts';

type Notices = Pick<Policy, 'published' | 'notices' | 'primaryNotice'>;

/** The text of a notice in one language. */
export interface NoticeText {
  readonly locale: string;
  readonly markdown: string;
}

/** The closest language that there is, else the notice's first locale. */
export function chooseText(
  { published, notices }: Pick<Policy, 'published' | 'notices'>,
  id: string,
  locale: string | undefined,
): NoticeText | undefined {
  return textIn(own(published, id)?.texts ?? {}, own(notices, id)?.locales ?? [], locale);
}

/** A few plain sentences, in the best language there is; undefined where none were written. */
export const chooseSummary = (
  { published, notices }: Pick<Policy, 'published' | 'notices'>,
  id: string,
  locale: string | undefined,
): string | undefined =>
  textIn(own(published, id)?.summary ?? {}, own(notices, id)?.locales ?? [], locale)?.markdown;

/** @param locales of the notice, in its order */
export function textIn(
  texts: Readonly<Record<string, string>>,
  locales: readonly string[],
  wanted: string | undefined,
): NoticeText | undefined {
  const there = locales.filter((name) => Object.hasOwn(texts, name));
  const locale = lookUp(there, wanted) ?? there[0];
  const markdown = locale === undefined ? undefined : texts[locale];
  return locale === undefined || markdown === undefined ? undefined : { locale, markdown };
}

/** Only what the policy publishes: an id or version from elsewhere is no notice. */
export function publishedVersion(
  { published }: Pick<Policy, 'published'>,
  id: string,
  version: string,
): PublishedNotice | undefined {
  const notice = own(published, id);
  return notice?.version === version ? notice : undefined;
}

/** The notice in force that informs of a purpose: the primary one, or the first that names it. */
export function noticeFor(policy: Notices, purpose: string): PublishedNotice | undefined {
  const primary = own(policy.published, policy.primaryNotice);
  if (primary?.purposes.includes(purpose)) return primary;
  return Object.values(policy.published).find(({ purposes }) => purposes.includes(purpose));
}

export type NoticeStatus =
  | { readonly kind: 'in-force'; readonly notice: PublishedNotice }
  | { readonly kind: 'superseded'; readonly current: PublishedNotice }
  | { readonly kind: 'covered-by-none' };

/**
 * Whether a consent to `purpose` may rest on this version: the one in force, or one that it names
 * as compatible (GDPR Art. 4(11): consent is informed). That a change is not material says nothing
 * of versions that are not named: a material change may lie between.
 */
export function noticeStatus(
  policy: Notices,
  purpose: string,
  { id, version }: { readonly id: string; readonly version: string },
): NoticeStatus {
  const notice = own(policy.published, id);
  if (notice?.purposes.includes(purpose)) {
    return notice.version === version || notice.compatibleWith.includes(version)
      ? { kind: 'in-force', notice }
      : { kind: 'superseded', current: notice };
  }
  const current = noticeFor(policy, purpose);
  return current === undefined ? { kind: 'covered-by-none' } : { kind: 'superseded', current };
}

// Ids come from clients: `constructor` is no notice.
const own = <Value>(record: Readonly<Record<string, Value>>, id: string): Value | undefined =>
  Object.hasOwn(record, id) ? record[id] : undefined;
