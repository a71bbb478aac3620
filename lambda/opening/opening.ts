import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { byDefault } from '../policy/applied.ts';
import type { RequestAssurance } from '../policy/vocabulary.ts';
import type { JurisdictionId, Policy } from '../policy/schema.ts';
import type { Subject } from '../subject/model/subject.ts';
import { jurisdictionsOf } from '../subject/model/subject.ts';
import type { SubjectId } from '../value/ids.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { toRfc3339 } from '../value/time.ts';
import { datesOf, pauseGrounds } from '../request/clock.ts';
import { isIdentified } from '../request/model/assurance.ts';
import type { AgentOfRequest, Channel } from '../request/model/assurance.ts';
import { gatesOf, nextStatus } from '../request/model/request.ts';
import type { RequestKind } from '../request/model/kinds.ts';
import { applyingTo, begunAt } from '../request/row-facts.ts';
import type { RequestRow } from '../request/row.ts';
import type { Requests } from '../request/store.ts';

export interface Incoming {
  readonly kind: RequestKind;
  readonly subject: Subject | undefined;
  readonly receivedAt: EpochMilliseconds;
  readonly channel: Channel;
  readonly assurance: RequestAssurance;
  readonly agent?: AgentOfRequest | undefined;
  /** As the request says; where the data subject has a residence, that counts. */
  readonly jurisdiction?: JurisdictionId | undefined;
  /** Of the request that it is about, where that is another one's. */
  readonly laws?: Pick<RequestRow, 'jurisdiction' | 'jurisdictions' | 'byDefault'> | undefined;
  /** When it is entered, where that is not when it was received. */
  readonly now?: EpochMilliseconds;
}

/** A new request, at the first gate that what is known of the person does not pass. */
export function newRow(
  policy: Policy,
  { kind, subject, receivedAt, channel, assurance, agent, jurisdiction, laws, now }: Incoming,
): Omit<RequestRow, 'requestId' | 'subjectId' | 'followUp'> {
  const gatesPassed: RequestRow['gatesPassed'] = isIdentified(policy, kind, assurance, agent)
    ? ['identity']
    : [];
  const status = nextStatus({
    gatesAsked: gatesOf(policy, kind),
    gatesPassed,
    irreversible: false,
  });
  const isResident = subject?.declaredResidence ?? subject?.residence;
  const jurisdictions =
    laws !== undefined
      ? applyingTo(laws)
      : jurisdiction !== undefined && isResident === undefined
        ? ([jurisdiction] as const)
        : jurisdictionsOf(policy, subject);
  const defaults =
    laws !== undefined
      ? (laws.byDefault ?? [])
      : jurisdictions[0] === jurisdiction
        ? []
        : byDefault(policy, subject, jurisdictions);
  const { acknowledgeBy, dueAt } = datesOf(policy, jurisdictions, kind, receivedAt);
  const receipt = toRfc3339(receivedAt);
  const at = now === undefined ? receipt : toRfc3339(now);
  const row = {
    kind,
    status,
    version: 1,
    jurisdiction: jurisdictions[0],
    jurisdictions: jurisdictions.length > 1 ? [...jurisdictions] : undefined,
    byDefault: defaults.length > 0 ? [...defaults] : undefined,
    receivedAt: receipt,
    acknowledgeBy: acknowledgeBy && toRfc3339(acknowledgeBy),
    dueAt: toRfc3339(dueAt),
    gatesPassed,
    assurance,
    channel,
    agent,
    contentVersion: 1,
    timeline: [
      { at: receipt, event: 'received' as const },
      { at, event: status },
    ],
    attempt: 0,
    ...(status === 'in-progress' && begunAt({ kind, attempt: 0 }, now ?? receivedAt)),
  };
  const isWaiting = status === 'identity-required';
  const ground = 'identity-verification';
  // Only where every law that applies lets the time not count (GDPR Art. 12(6) does not).
  if (!isWaiting || !pauseGrounds(policy, row).includes(ground)) return row;
  return { ...row, pauses: [{ ground, from: at }] };
}

/**
 * The erasure that a person is behind the fence of.
 *
 * @throws StoreUnavailableError when its row is not visible yet
 */
export async function runningErasure(
  requests: Requests,
  subjectId: SubjectId,
): Promise<RequestRow> {
  const { rows } = await requests.ofSubject(subjectId);
  const erasure = rows.find((row) => row.kind === 'erasure' && row.erasure?.fencedAt !== undefined);
  if (erasure === undefined) throw new StoreUnavailableError('an erasure is not visible yet');
  return erasure;
}
