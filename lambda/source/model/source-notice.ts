import type { CivilDate } from '../../policy/periods.ts';
import type { Rfc3339 } from '../../value/time.ts';

/** What a person has to be informed of: data of theirs was obtained from a recipient of the policy. */
export interface SourceNotice {
  /** Id of the policy. */
  readonly recipient: string;
  /** Each category once, sorted by its name. */
  readonly categories: readonly ObtainedCategory[];
}

/** Data of one category, and when the person was informed of it: GDPR Art. 14(1)(d). */
export interface ObtainedCategory {
  readonly category: string;
  /** When the first of the data was obtained. */
  readonly since: Rfc3339;
  /** The last day on which a law lets the person be informed; absent where no law names one. */
  readonly informBy?: CivilDate | undefined;
  readonly informedAt?: Rfc3339 | undefined;
  /** When the person was informed of other categories, before this one was noted. */
  readonly informedBefore?: Rfc3339 | undefined;
}

/** Data of one category from one recipient. */
export interface Obtained {
  readonly recipient: string;
  readonly category: string;
  readonly at: Rfc3339;
  readonly informBy?: CivilDate | undefined;
}

/** The notice once data was obtained; the same object where nothing changes. */
export function afterObtaining(
  notice: SourceNotice | undefined,
  { recipient, category, at, informBy }: Obtained,
): SourceNotice {
  const { categories } = notice ?? { categories: [] };
  const known = categories.find((one) => one.category === category);
  if (known === undefined) {
    const informedBefore = categories
      .flatMap(({ informedAt }) => informedAt ?? [])
      .toSorted()
      .at(-1);
    const added = { category, since: at, informBy, informedBefore };
    return { recipient, categories: sorted([...categories, added]) };
  }
  const isOlder = at < known.since;
  if (notice && (known.informedAt !== undefined || !(isOlder || isSooner(known, informBy)))) {
    return notice;
  }
  const changed = {
    ...known,
    since: isOlder ? at : known.since,
    informBy: isSooner(known, informBy) ? informBy : known.informBy,
  };
  return { recipient, categories: categories.map((one) => (one === known ? changed : one)) };
}

const sorted = (categories: readonly ObtainedCategory[]): readonly ObtainedCategory[] =>
  categories.toSorted((one, other) => (one.category < other.category ? -1 : 1));

/** A law that names a day may apply to later data alone. */
const isSooner = (
  { informBy: known }: Pick<ObtainedCategory, 'informBy'>,
  informBy: CivilDate | undefined,
): boolean => informBy !== undefined && (known === undefined || informBy < known);

/** That a person was informed. */
export interface Information {
  readonly at: Rfc3339;
  /** Those that it named; those that had been obtained by then when absent. */
  readonly categories?: readonly string[] | undefined;
}

/**
 * The notice once the person was informed; the same object where that is known of all of it. An
 * information that is recorded late, or twice, does not cover what was obtained or noted after it.
 */
export function afterInforming(
  notice: SourceNotice,
  { at, categories }: Information,
): SourceNotice {
  const isCovered = ({ category, since, informedBefore }: ObtainedCategory): boolean =>
    categories?.includes(category) ??
    (since <= at && (informedBefore === undefined || informedBefore < at));
  const isNews = (one: ObtainedCategory) => one.informedAt === undefined && isCovered(one);
  return notice.categories.some(isNews)
    ? {
        ...notice,
        categories: notice.categories.map((one) =>
          isNews(one) ? { ...one, informedAt: at } : one,
        ),
      }
    : notice;
}

/** Whether the person knows of all of it, or of the categories that are named. */
export const isInformed = ({ categories }: SourceNotice, named?: readonly string[]): boolean =>
  categories.every(
    ({ category, informedAt }) => informedAt !== undefined || named?.includes(category) === false,
  );

/**
 * The notice under the law that applies now, after the person moved or the policy changed; the same
 * object where no day changes.
 */
export function underLaw(
  notice: SourceNotice,
  informByOf: (since: Rfc3339) => CivilDate | undefined,
): SourceNotice {
  const categories = notice.categories.map((one) => {
    const informBy = one.informedAt === undefined ? informByOf(one.since) : one.informBy;
    return informBy === one.informBy ? one : { ...one, informBy };
  });
  return categories.every((one, index) => one === notice.categories[index])
    ? notice
    : { ...notice, categories };
}

/** The day by which a law wants the person informed of what they were not informed of yet. */
export const nextInformBy = ({ categories }: SourceNotice): CivilDate | undefined =>
  categories
    .flatMap(({ informBy, informedAt }) => (informedAt === undefined ? (informBy ?? []) : []))
    .toSorted()[0];

/** A person is informed in time until the end of the day. */
export const isOverdue = (informBy: CivilDate, today: CivilDate): boolean => informBy < today;
