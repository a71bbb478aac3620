import { entry } from '../ledger/store.ts';
import type { Kid, SubjectId } from '../platform/ids.ts';
import {
  milliseconds,
  plusSeconds,
  seconds,
  toEpochMilliseconds,
  toRfc3339,
} from '../platform/time.ts';
import type { EpochMilliseconds } from '../platform/time.ts';
import { addPeriod } from '../policy/periods.ts';
import type { Policy } from '../policy/schema.ts';
import type { WithheldRecords } from '../record/record.ts';
import type { WithheldItem } from './contract.ts';
import { withProgress } from './erasure.ts';
import { keptClasses } from './kept.ts';
import { advance } from './fulfilment.ts';
import type { Attempt, FulfilmentDependencies } from './fulfilment.ts';
import type { RequestRow } from './row.ts';

export interface Revoked {
  readonly keys: number;
  /** How long cached copies may still be in use. */
  readonly waitSeconds: number;
}

/**
 * (c) Puts what is kept under keys of its own, then destroys every other key. The `ledger` key goes
 * last: the entry that tells of the destruction is committed under it.
 */
export async function revokeKeys(deps: FulfilmentDependencies, run: Attempt): Promise<Revoked> {
  const { subjectKeys, clock } = deps;
  const named = await advance(deps, run, async (row) => {
    if (row.erasure?.planned !== undefined) return undefined;
    const withheld = await withheldOf(deps, row);
    return { set: withProgress(row, { withheld, planned: await doomedKeys(deps, row) }) };
  });
  const { subjectId } = named;
  const planned = named.erasure?.planned ?? [];
  if (named.erasure?.revokedAt === undefined) {
    const early = { keep: [...keptClasses, 'ledger'], planned: withoutLedger(planned) };
    const destroyed = await subjectKeys.destroy(subjectId, early);
    await advance(deps, run, async (row) => {
      if (row.erasure?.destroyed !== undefined) return undefined;
      const codes = { keys: planned.length, kids: planned.map(({ kid }) => kid) };
      return {
        set: withProgress(row, { destroyed: [...destroyed] }),
        extra: [await entry(deps, 'erasure.keys-destroyed', codes, subjectId)],
      };
    });
  }
  const row = await destroyAll(deps, run, planned);
  return {
    keys: row.erasure?.destroyed?.length ?? 0,
    waitSeconds: waitSeconds(deps, row, clock()),
  };
}

/** Destroys what is left and writes down when that was: the time from which copies go out of use. */
async function destroyAll(
  deps: FulfilmentDependencies,
  run: Attempt,
  planned: readonly { erasureClass: string; kid: Kid }[],
): Promise<RequestRow> {
  return advance(deps, run, async (row) => {
    if (row.erasure?.revokedAt !== undefined) return undefined;
    const destroyed = await deps.subjectKeys.destroy(row.subjectId, { keep: keptClasses, planned });
    return {
      events: ['keys-destroyed'],
      set: withProgress(row, { destroyed: [...destroyed], revokedAt: deps.clock() }),
    };
  });
}

/** Keys that somebody made after the destruction. Names them, then destroys them as well. */
export async function destroyLateKeys(
  deps: FulfilmentDependencies,
  run: Attempt,
): Promise<{ readonly waitSeconds: number }> {
  const named = await advance(deps, run, async (row) => {
    const known = row.erasure?.planned ?? [];
    const news = (await doomedKeys(deps, row)).filter(
      ({ kid }) => !known.some((key) => key.kid === kid),
    );
    return news.length === 0
      ? undefined
      : { set: withProgress(row, { planned: [...known, ...news] }) };
  });
  const planned = named.erasure?.planned ?? [];
  const destroyed = await deps.subjectKeys.destroy(named.subjectId, { keep: keptClasses, planned });
  const row = await advance(deps, run, async (row) => {
    const known = row.erasure?.destroyed ?? [];
    const late = destroyed.filter(({ kid }) => !known.some((key) => key.kid === kid));
    if (late.length === 0) return undefined;
    const codes = { keys: late.length, kids: late.map(({ kid }) => kid) };
    return {
      set: withProgress(row, { destroyed: [...known, ...late], revokedAt: deps.clock() }),
      extra: [await entry(deps, 'erasure.keys-destroyed', codes)],
    };
  });
  return { waitSeconds: waitSeconds(deps, row, deps.clock()) };
}

export function waitSeconds(
  { lastUseSeconds }: FulfilmentDependencies,
  { erasure }: RequestRow,
  now: EpochMilliseconds,
): number {
  const end = plusSeconds(milliseconds(erasure?.revokedAt ?? now), lastUseSeconds);
  return Math.max(0, Math.ceil((end - now) / 1000));
}

async function doomedKeys({ subjectKeys }: FulfilmentDependencies, { subjectId }: RequestRow) {
  const keys = await subjectKeys.list(subjectId);
  return keys.filter(({ erasureClass }) => !keptClasses.includes(erasureClass));
}

const withoutLedger = <Named extends { erasureClass: string }>(keys: readonly Named[]): Named[] =>
  keys.filter(({ erasureClass }) => erasureClass !== 'ledger');

/** Everything that stays, with ground, reference and until when: records first, then evidence. */
async function withheldOf(deps: FulfilmentDependencies, row: RequestRow): Promise<WithheldItem[]> {
  // Read behind the fence, so no hold can be placed any more.
  const subject = await deps.subjects.get(row.subjectId);
  const held = subject?.heldCategories ?? [];
  const records = await deps.records.resealWithheld(row.subjectId, held);
  return [
    ...records.map((item) => withheldRecords(deps.policy, item)),
    ...(await consentEvidence(deps, row.subjectId)),
    await requestEvidence(deps, row.subjectId),
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
  // GDPR Art. 17(3)(e): a legal hold needs no purpose of the policy.
  if (purposes.length === 0 && ground === 'legal-claims') return 'GDPR Art. 17(3)(e), legal hold';
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
): Promise<WithheldItem> {
  const { ground, reference } = deps.policy.evidence.request;
  const count = await deps.requests.countOf(subjectId);
  const until = requestEvidenceUntil(deps);
  return { category: 'request-evidence', count, ground, reference, until };
}

/** Until when evidence of a request is kept that ends now. */
export const requestEvidenceUntil = ({
  policy: { evidence, controller },
  clock,
}: Pick<FulfilmentDependencies, 'policy' | 'clock'>): string =>
  toRfc3339(addPeriod(clock(), evidence.request.retention, controller.timeZone));
