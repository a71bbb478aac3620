import { openConsents } from '../lambda/consent/consents.ts';
import { sealOutcome } from '../lambda/fairness/outcome.ts';
import { partOf } from '../lambda/fairness/model/part.ts';
import type { ReportName } from '../lambda/fairness/store.ts';
import { outcomes } from '../lambda/fairness/table.ts';
import { insert } from '../lambda/platform/dynamo/statement.ts';
import { transact } from '../lambda/platform/dynamo/transact.ts';
import { decidedCategory } from '../lambda/policy/categories.ts';
import { erasureClassOf } from '../lambda/record/model/record.ts';
import { openRecords } from '../lambda/record/store.ts';
import { openSubjects } from '../lambda/subject/store.ts';
import { subjects } from '../lambda/subject/table.ts';
import { newRecordId, newSubjectId } from '../lambda/value/ids.ts';
import type { SubjectId } from '../lambda/value/ids.ts';
import { plusSeconds, seconds, toEpochSeconds, toRfc3339 } from '../lambda/value/time.ts';
import type { Service } from './service.ts';

const day = 86_400;
const attributePurpose = 'fairness-attributes';

/** A new person. */
export async function newResident(
  { database, clock }: Service,
  residence: string,
): Promise<SubjectId> {
  const subjectId = newSubjectId();
  const person = { subjectId, status: 'active', version: 1, residence, ageBand: 'adult' };
  await transact(database, [insert(subjects, { ...person, createdAt: clock() })]);
  return subjectId;
}

/** Consents to a comparison by gender, and says one. */
export async function sayGender(
  service: Service,
  subjectId: SubjectId,
  gender: string,
): Promise<void> {
  const { policy, clock } = service;
  const subject = await openSubjects(service).get(subjectId);
  const notice = policy.published[policy.primaryNotice];
  if (subject === undefined || notice === undefined) throw new Error('nobody, or no notice');
  const said = await openConsents(service).record(
    subject,
    {
      ...{ purpose: attributePurpose, state: 'given', givenBy: 'subject', method: 'signature' },
      ...{ notice: { id: notice.id, version: notice.version }, locale: 'en' },
    },
    { recorder: { kind: 'subject' } },
  );
  if (said.kind !== 'recorded') throw new Error(said.kind);
  // What is stored in the moment of a consent counts as stored before it.
  const collectedAt = plusSeconds(clock(), 1);
  const records = openRecords(service);
  const input = { category: attributePurpose, purposes: [attributePurpose], content: { gender } };
  const times = { collectedAt, expiresAt: seconds(toEpochSeconds(collectedAt) + 30 * day) };
  await records.write([records.draft(subjectId, input, times)], []);
}

/** Writes one outcome of the period for each of `favourable`, in one transaction: at most 100. */
export async function writeOutcomes(
  { database, subjectKeys, policy, clock }: Service,
  name: ReportName,
  subjectId: SubjectId,
  favourable: readonly boolean[],
): Promise<void> {
  const erasureClass = erasureClassOf(policy, decidedCategory);
  const now = clock();
  const statements = favourable.map(async (one) => {
    const row = {
      ...{ subjectId, automatedDecisionId: newRecordId(), erasureClass },
      ...{ version: 1, contentVersion: 1 },
    };
    return insert(outcomes, {
      ...row,
      ...{ part: partOf(name, subjectId), recordedAt: toRfc3339(now) },
      expiresAt: seconds(toEpochSeconds(now) + day),
      content: await sealOutcome(subjectKeys, row, { favourable: one, score: 0.5 }),
    });
  });
  await transact(database, await Promise.all(statements));
}
