import type { SubjectId } from '../value/ids.ts';
import { seconds, toEpochMilliseconds, toRfc3339 } from '../value/time.ts';
import { requestEvidenceEnd } from '../policy/evidence.ts';
import type { Policy } from '../policy/schema.ts';
import type { WithheldRecords } from '../record/model/record.ts';
import { legalHold } from '../retention/model/hold.ts';
import type { FulfilmentDependencies } from '../request/attempt.ts';
import type { RequestRow } from '../request/row.ts';
import type { WithheldItem } from '../request/model/exemption.ts';

/** Everything that stays, with ground, reference and until when: records first, then evidence. */
export async function withheldOf(
  deps: FulfilmentDependencies,
  row: RequestRow,
): Promise<WithheldItem[]> {
  // Read behind the fence, so no hold can be placed any more.
  const subject = await deps.subjects.get(row.subjectId);
  const onHold = subject?.heldCategories ?? [];
  const records = await deps.records.resealWithheld(row.subjectId, onHold);
  // The request is kept as long as a hold is, and no one knows how long.
  const isOpen = records.some(({ until }) => until === undefined);
  const { until, ...evidence } = await requestEvidence(deps, row.subjectId);
  return [
    ...records.map((item) => withheldRecords(deps.policy, item)),
    ...(await consentEvidence(deps, row.subjectId)),
    { ...evidence, ...(!isOpen && { until }) },
  ];
}

export const withheldRecords = (
  policy: Policy,
  { category, count, ground, until }: WithheldRecords,
): WithheldItem => ({
  category,
  count,
  ground,
  reference: referenceOf(policy, category, ground),
  ...(until !== undefined && { until: toRfc3339(toEpochMilliseconds(until)) }),
});

const referenceOf = (policy: Policy, category: string, ground: string): string => {
  const purposes = Object.values(policy.purposes).filter(
    ({ withhold }) => withhold?.ground === ground,
  );
  if (purposes.length === 0 && ground === 'legal-claims') return legalHold;
  const own = purposes.find(({ categories }) => categories.includes(category)) ?? purposes[0];
  return own?.withhold?.reference ?? ground;
};

async function consentEvidence(
  { consents, policy }: FulfilmentDependencies,
  subjectId: SubjectId,
): Promise<WithheldItem[]> {
  let count = 0;
  let until = 0;
  for await (const event of consents.history(subjectId)) {
    count += 1;
    until = Math.max(until, event.expiresAt);
  }
  if (count === 0) return [];
  const { ground, reference } = policy.evidence.consent;
  const end = toRfc3339(toEpochMilliseconds(seconds(until)));
  return [{ category: 'consent-evidence', count, ground, reference, until: end }];
}

async function requestEvidence(
  deps: FulfilmentDependencies,
  subjectId: SubjectId,
): Promise<WithheldItem & { readonly until: string }> {
  const { ground, reference } = deps.policy.evidence.request;
  const count = await deps.requests.countOf(subjectId);
  const until = requestEvidenceUntil(deps);
  return { category: 'request-evidence', count, ground, reference, until };
}

/** Until when evidence of a request is kept that ends now. */
export const requestEvidenceUntil = ({
  policy,
  clock,
}: Pick<FulfilmentDependencies, 'policy' | 'clock'>): string =>
  toRfc3339(requestEvidenceEnd(policy, clock()));
