import type { CivilDate } from '../../policy/periods.ts';
import type { Rfc3339 } from '../../value/time.ts';

/** What a person has to be informed of: data of theirs was obtained from a recipient of the policy. */
export interface SourceNotice {
  /** Id of the policy. */
  readonly recipient: string;
  /** Data categories that were obtained from it, sorted. */
  readonly categories: readonly string[];
  /** When the first of the data was obtained. */
  readonly since: Rfc3339;
  /** The last day on which a law lets the person be informed; absent where no law names one. */
  readonly informBy?: CivilDate | undefined;
  readonly informedAt?: Rfc3339 | undefined;
}

/** Data of one category from one recipient. */
export interface Obtained {
  readonly recipient: string;
  readonly category: string;
  readonly at: Rfc3339;
  readonly informBy?: CivilDate | undefined;
}

/**
 * The notice once data was obtained; the same object where nothing changes. A person who was informed
 * does not know of another category (GDPR Art. 14(1)(d)), so they have to be informed again.
 */
export function afterObtaining(
  notice: SourceNotice | undefined,
  { recipient, category, at, informBy }: Obtained,
): SourceNotice {
  if (notice === undefined) return { recipient, categories: [category], since: at, informBy };
  const isKnown = notice.categories.includes(category);
  const isInformed = notice.informedAt !== undefined;
  if (isKnown && (isInformed || (notice.since <= at && !isSooner(notice, informBy)))) return notice;
  const isOpenAgain = isInformed && informBy !== undefined;
  return {
    recipient,
    categories: isKnown ? notice.categories : [...notice.categories, category].toSorted(),
    since: earlier(notice.since, at),
    informBy: isInformed ? (informBy ?? notice.informBy) : earliest(notice, informBy),
    informedAt: isOpenAgain ? undefined : notice.informedAt,
  };
}

const earlier = (one: Rfc3339, other: Rfc3339): Rfc3339 => (one < other ? one : other);

/** A law that names a day may apply to later data alone. */
const isSooner = (
  { informBy: known }: Pick<SourceNotice, 'informBy'>,
  informBy: CivilDate | undefined,
): boolean => informBy !== undefined && (known === undefined || informBy < known);

const earliest = (
  { informBy: one }: Pick<SourceNotice, 'informBy'>,
  other: CivilDate | undefined,
): CivilDate | undefined =>
  one === undefined || other === undefined ? (one ?? other) : one < other ? one : other;

/** Whether a law wants the person to be informed who was not. */
export const isWaiting = ({ informBy, informedAt }: SourceNotice): boolean =>
  informBy !== undefined && informedAt === undefined;

/** A person is informed in time until the end of the day. */
export const isOverdue = (informBy: CivilDate, today: CivilDate): boolean => informBy < today;
