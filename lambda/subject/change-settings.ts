import { activityEntry } from '../ledger/activity.ts';
import { entry } from '../ledger/store.ts';
import type { Item } from '../platform/dynamo/statement.ts';
import { update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import { entityTagOf } from '../platform/http/entity-tag.ts';
import { openDetails, sealDetails } from './details.ts';
import { earlierOf } from './model/earlier.ts';
import type { Change, Chosen } from './model/settings.ts';
import type { SubjectsDependencies } from './store.ts';
import type { Subject } from './model/subject.ts';
import { jurisdictionsOf, untouched } from './model/subject.ts';
import { subjects } from './table.ts';

/** What a person has set; nothing while no one knows them. */
export async function chosenBy(
  { subjectKeys }: Pick<SubjectsDependencies, 'subjectKeys'>,
  subject: Subject | undefined,
): Promise<Chosen> {
  if (subject === undefined) return { settings: untouched };
  const { contact } = await openDetails(subjectKeys, subject);
  return {
    settings: subject.settings,
    residence: subject.declaredResidence,
    contact,
  };
}

/** Changes with everything that the settings show; details are in it by their version. */
export const settingsTag = (
  { policy }: Pick<SubjectsDependencies, 'policy'>,
  subject: Subject | undefined,
): string => {
  const { retention, ...settings } = subject?.settings ?? untouched;
  return entityTagOf([
    policy.version,
    // DynamoDB keeps no order of names in a map.
    Object.entries(retention).toSorted(([one], [other]) => (one < other ? -1 : 1)),
    ...[settings.training, settings.personalisation, settings.storage, settings.locale ?? null],
    subject?.declaredResidence ?? null,
    jurisdictionsOf(policy, subject),
    subject?.sealed?.contentVersion ?? 0,
  ]);
};

/**
 * Writes a change with its ledger entry, or nothing. Readers see it at once: decisions, records and
 * exports read the row of the person.
 *
 * @returns undefined when the row changed since it was read
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function writeChange(
  deps: SubjectsDependencies,
  subject: Subject,
  { next, words }: Change,
): Promise<Subject | undefined> {
  const { subjectId, version } = subject;
  const { settings, residence: declaredResidence } = next;
  const sealed = words.includes('contact') ? await resealed(deps, subject, next) : undefined;
  const earlier = earlierOf(subject, deps.clock());
  const item: Item = {
    settings: { ...settings },
    declaredResidence,
    earlier: earlier.map((one) => ({ ...one, retention: { ...one.retention } })),
    sealed: sealed && { ...sealed },
  };
  const without = declaredResidence === undefined ? 'declaredResidence' : undefined;
  const ledgerEntry = await entry(deps, 'settings.changed', { settings: words }, subjectId);
  const outcome = await transact(deps.database, [
    update(subjects, { subjectId }, version, item, without),
    ledgerEntry,
    await activityEntry(deps, subjectId, 'settings-changed', { settings: [...words] }, ledgerEntry),
  ]);
  if (outcome.kind !== 'committed') return undefined;
  return {
    ...subject,
    settings,
    declaredResidence,
    earlier,
    sealed: sealed ?? subject.sealed,
    version: version + 1,
  };
}

async function resealed({ subjectKeys }: SubjectsDependencies, subject: Subject, next: Chosen) {
  const details = await openDetails(subjectKeys, subject);
  return sealDetails(subjectKeys, subject, { ...details, contact: next.contact });
}
