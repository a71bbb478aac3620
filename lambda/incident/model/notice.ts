import { lookUp } from '../../policy/locale.ts';
import type { Policy } from '../../policy/schema.ts';
import type { IncidentId, NoticeId, SubjectId } from '../../value/ids.ts';
import { parseId } from '../../value/ids.ts';
import type { Rfc3339 } from '../../value/time.ts';
import type { AuthorityForm } from './authority-form.ts';
import type { DeliveryState } from './delivery.ts';
import type { Actor } from './incident.ts';

/** GDPR Art. 34(2): clear and plain language, with the information of Art. 33(3)(b) to (d). */
export interface PeopleText {
  readonly subject: string;
  readonly whatHappened: string;
  readonly consequences: string;
  readonly measures: string;
  readonly contact: string;
}

/** What a notice says; it never changes. */
export type NoticeContent =
  | { readonly audience: 'authority'; readonly form: AuthorityForm }
  | {
      readonly audience: 'people';
      readonly texts: Readonly<Record<string, PeopleText>>;
      /** For people whose language has no text. */
      readonly fallback: string;
    };

/** `approved`: to an authority, ready to be submitted; to people, sending is about to begin. */
export const noticeStates = ['prepared', 'approved', 'sending', 'sent', 'failed'] as const;
export type NoticeState = (typeof noticeStates)[number];

/** People by what became of the notice: as a round over all of them reads it. */
export interface RoundCounts {
  /** A message went out. */
  readonly written: number;
  /** Claimed, without an answer of the mail service yet. */
  readonly uncertain: number;
  readonly noAddress: number;
  readonly rejected: number;
  readonly erased: number;
}
export interface NoticeCounts extends RoundCounts {
  /** Of those written to; counted in the transaction that records it of the person. */
  readonly bounced: number;
  readonly complained: number;
}
export const noRound: RoundCounts = {
  ...{ written: 0, uncertain: 0, noAddress: 0, rejected: 0, erased: 0 },
};
export const nobody: NoticeCounts = { ...noRound, bounced: 0, complained: 0 };

export interface Notice {
  readonly incidentId: IncidentId;
  readonly noticeId: NoticeId;
  readonly version: number;
  readonly state: NoticeState;
  readonly content: NoticeContent;
  /** SHA-256 over the RFC 8785 form of `content`, hex: what is approved is what is sent. */
  readonly contentSha256: string;
  readonly preparedBy: Actor;
  readonly preparedAt: Rfc3339;
  readonly approvedBy?: Actor;
  readonly approvedAt?: Rfc3339;
  /** Increases whenever sending begins again. */
  readonly attempt: number;
  readonly counts: NoticeCounts;
  readonly endedAt?: Rfc3339;
}

/** Whose message did not come back. */
export const informedOf = ({ written, bounced }: NoticeCounts): number =>
  Math.max(0, written - bounced);

/** Which count a state belongs to. */
export const countOfState = {
  claimed: 'uncertain',
  sent: 'written',
  bounced: 'written',
  complained: 'written',
  'no-address': 'noAddress',
  rejected: 'rejected',
} as const satisfies Readonly<Record<DeliveryState, keyof RoundCounts>>;

/** Languages in which the operator writes to people. */
export const languagesOf = ({
  language,
  translations,
}: Pick<Policy, 'language' | 'translations'>): readonly string[] => [
  ...new Set([language, ...Object.keys(translations)]),
];

/** The languages of the policy without a text of their own. */
export const untranslated = (
  policy: Pick<Policy, 'language' | 'translations'>,
  texts: readonly string[],
): readonly string[] =>
  languagesOf(policy).filter((language) => lookUp(texts, language) === undefined);

/** The text for a person: in their language, else in the fallback. */
export function textFor(
  { texts, fallback }: Extract<NoticeContent, { audience: 'people' }>,
  locale: string | undefined,
): { readonly locale: string; readonly text: PeopleText } | undefined {
  const found = lookUp(Object.keys(texts), locale) ?? fallback;
  const text = texts[found];
  return text && { locale: found, text };
}

/** The mail as people receive it. */
export function bodyOf(
  { whatHappened, consequences, measures, contact }: PeopleText,
  { name, address }: Policy['controller'],
): string {
  return [whatHappened, consequences, measures, contact, `${name}\n${address}`].join('\n\n');
}

/** The same whenever a message is sent: random ids alone. */
export const messageIdOf = (
  { incidentId, noticeId }: Pick<Notice, 'incidentId' | 'noticeId'>,
  subjectId: SubjectId,
): string => [incidentId, noticeId, subjectId].join('_');

export interface NamedMessage {
  readonly incidentId: IncidentId;
  readonly noticeId: NoticeId;
  readonly subjectId: SubjectId;
}

/** Undefined for an id that `messageIdOf` did not make. */
export function parseMessageId(text: string): NamedMessage | undefined {
  const [incident = '', noticeText = '', person = '', ...rest] = text.split('_');
  const incidentId = parseId<IncidentId>(incident);
  const noticeId = parseId<NoticeId>(noticeText);
  const subjectId = parseId<SubjectId>(person);
  if (rest.length > 0 || !incidentId || !noticeId || !subjectId) return undefined;
  return { incidentId, noticeId, subjectId };
}
