import { languageIn } from '../policy/locale.ts';
import type { FairnessAttribute } from '../policy/fairness-section.ts';
import type { Policy } from '../policy/schema.ts';
import type { RecordId } from '../value/ids.ts';
import { valueAt } from '../value/pointer.ts';
import type { RecordsDependencies } from '../record/rows.ts';
import { readPage } from '../record/pages.ts';
import type { Subject } from '../subject/model/subject.ts';
import type { JudgedPerson } from './permitted.ts';

/** Value of each attribute of one person; undefined where it is missing. */
export type Groups = Readonly<Record<string, string | undefined>>;

/** The purposes for which attributes are used. */
export const purposesOf = (
  { fairness }: Pick<Policy, 'fairness'>,
  attributes: readonly string[],
): readonly string[] => [
  ...new Set(
    attributes.flatMap((id) => attributeOf(fairness, id)?.purpose ?? fairness.purpose ?? []),
  ),
];

const attributeOf = (
  { attributes }: Policy['fairness'],
  id: string,
): FairnessAttribute | undefined => (Object.hasOwn(attributes, id) ? attributes[id] : undefined);

/**
 * The groups of one person for one report. They are joined here, at the moment of the report, and
 * stored nowhere beside an outcome. What the person does not permit is missing.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function groupsOfPerson(
  deps: RecordsDependencies,
  person: JudgedPerson,
  attributes: readonly string[],
): Promise<Groups> {
  const values = await Promise.all(
    attributes.map(async (id) => [id, await valueOf(deps, person, id)] as const),
  );
  return Object.fromEntries(values);
}

function valueOf(
  deps: RecordsDependencies,
  person: JudgedPerson,
  id: string,
): Promise<string | undefined> {
  const { policy } = deps;
  const attribute = attributeOf(policy.fairness, id);
  if (attribute !== undefined) return valueInRecords(deps, person, attribute);
  return Promise.resolve(
    id === 'residence' ? residenceOf(policy, person.subject) : languageOf(policy, person.subject),
  );
}

/** A place that the policy names: the subdivision, or else its country. */
function residenceOf(
  { jurisdictions: { residences } }: Policy,
  { declaredResidence, residence }: Subject,
): string | undefined {
  const place = declaredResidence ?? residence;
  const [country] = place?.split('-') ?? [];
  return [place, country].find((each) => each !== undefined && Object.hasOwn(residences, each));
}

/** A language in which the first notice is written. */
function languageOf(
  { notices, primaryNotice }: Policy,
  { settings: { locale } }: Subject,
): string | undefined {
  const language = locale === undefined ? undefined : languageIn(locale);
  const written = notices[primaryNotice]?.locales.map(languageIn) ?? [];
  return language !== undefined && written.includes(language) ? language : undefined;
}

/** Of the newest record that has it. */
async function valueInRecords(
  deps: RecordsDependencies,
  { subject: { subjectId }, permits }: JudgedPerson,
  { purpose: own, category, pointer, values }: FairnessAttribute,
): Promise<string | undefined> {
  const purpose = own ?? deps.policy.fairness.purpose;
  if (purpose === undefined || !permits({ purpose, category })) return undefined;
  let after: RecordId | undefined;
  do {
    const page = await readPage(deps, subjectId, {
      accepts: ({ category: one, purposes, collectedAt }) =>
        one === category &&
        purposes.includes(purpose) &&
        permits({ purpose, category, collectedAt }),
      limit: recordsPerRead,
      ...(after !== undefined && { after }),
    });
    for (const { content } of page.records) {
      const value = valueAt(content, pointer);
      if (value === undefined || value === null) continue;
      return typeof value === 'string' && values.includes(value) ? value : undefined;
    }
    after = page.after;
  } while (after !== undefined);
  return undefined;
}

const recordsPerRead = 5;
