import type { SubjectId } from '../value/ids.ts';
import { milliseconds, seconds, toEpochMilliseconds, toRfc3339 } from '../value/time.ts';
import { requestEvidenceEnd } from '../policy/evidence.ts';
import type { Policy } from '../policy/schema.ts';
import type { WithheldRecords } from '../record/model/record.ts';
import { legalHold } from '../retention/model/hold.ts';
import { advance } from '../request/attempt.ts';
import type { Attempt, FulfilmentDependencies } from '../request/attempt.ts';
import { isReopened, isSettling } from '../request/row-facts.ts';
import type { ErasureProgress } from '../request/erasure-progress.ts';
import type { RequestRow } from '../request/row.ts';
import { withProgress } from './erasure.ts';
import { isEvidence, requestEvidence } from '../request/model/exemption.ts';
import type { WithheldItem } from '../request/model/exemption.ts';

/** Everything that stays, with ground, reference and until when: records first, then evidence. */
export const exemptionsOf = async (
  deps: FulfilmentDependencies,
  row: RequestRow,
): Promise<ErasureProgress> =>
  // What is left of a person was exempted by no one: only what was exempt stays so.
  isReopened(row)
    ? { withheld: row.erasure?.withheld ?? [] }
    : isSettling(row)
      ? settledExemptions(deps, row)
      : { withheld: await withheldOf(deps, row) };

/**
 * Records what is on hold before anything is encrypted again for it. A hold that ends while an attempt dies would
 * else leave records that no certificate names; so they stay exempt, and are erased once this erasure is closed.
 */
export const noteHolds = (deps: FulfilmentDependencies, run: Attempt): Promise<RequestRow> =>
  advance(deps, run, async (row) => {
    const { planned, onHold } = row.erasure ?? {};
    if (planned !== undefined || onHold !== undefined || isReopened(row) || isSettling(row)) {
      return undefined;
    }
    // Behind the fence no hold can be placed any more.
    const subject = await deps.subjects.get(row.subjectId);
    const categories = subject?.heldCategories ?? [];
    if (categories.length === 0) return undefined;
    return { set: withProgress(row, { onHold: categories }) };
  });

/** Takes what the policy exempts by itself out of what holds exempted: the rest goes. */
async function settledExemptions(
  deps: FulfilmentDependencies,
  { subjectId, erasure }: RequestRow,
): Promise<ErasureProgress> {
  const settled = await deps.records.settleWithheld(subjectId);
  const evidence = (erasure?.withheld ?? []).filter(({ category }) => isEvidence(category));
  const until = requestEvidenceUntil(deps);
  return {
    withheld: [
      ...settled.withheld.map((item) => withheldRecords(deps.policy, item)),
      // The request ends now: what shows how it was answered is retained from now on (11 CCR 7101).
      ...evidence.map((item) => (item.category === requestEvidence ? { ...item, until } : item)),
    ],
    releasedClasses: [...settled.classes],
    rows: settled.released,
    objects: settled.releasedMedia,
  };
}

async function withheldOf(deps: FulfilmentDependencies, row: RequestRow): Promise<WithheldItem[]> {
  const onHold = row.erasure?.onHold ?? [];
  const purposes = row.erasure?.before?.purposes;
  // The request was received before its rows were counted.
  const since = milliseconds(Date.parse(row.receivedAt));
  const records = await deps.records.resealWithheld(
    row.subjectId,
    onHold,
    purposes && { purposes, since },
  );
  // The request is retained as long as a hold is open, and no one knows how long.
  const isOpen = records.some(({ until }) => until === undefined);
  const { ground, reference } = deps.policy.evidence.request;
  const count = await deps.requests.countOf(row.subjectId);
  const until = isOpen ? undefined : requestEvidenceUntil(deps);
  return [
    ...records.map((item) => withheldRecords(deps.policy, item)),
    ...(await consentEvidence(deps, row.subjectId)),
    { category: requestEvidence, count, ground, reference, until },
  ];
}

const withheldRecords = (
  policy: Policy,
  { category, count, ground, until }: WithheldRecords,
): WithheldItem => ({
  category,
  count,
  ground,
  reference: referenceOf(policy, category, ground),
  until: until && toRfc3339(toEpochMilliseconds(until)),
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

/** Until when evidence of a request is retained that ends now. */
const requestEvidenceUntil = ({
  policy,
  clock,
}: Pick<FulfilmentDependencies, 'policy' | 'clock'>): string =>
  toRfc3339(requestEvidenceEnd(policy, clock()));
