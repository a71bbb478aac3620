import { randomUUID } from 'node:crypto';
import { openConsents } from '../../consent/consents.ts';
import { StoreUnavailableError } from '../../platform/dynamo/errors.ts';
import type { Statement } from '../../platform/dynamo/statement.ts';
import { insert } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import type { Platform } from '../../platform/platform.ts';
import { requestEvidenceEnd } from '../../policy/evidence.ts';
import { carryOut, isStopped } from '../../opening/at-once.ts';
import { isAttachedToAll } from '../../opening/model/choices.ts';
import { fingerprintOf, followUpToken } from '../../opening/follow-up-token.ts';
import type { RequestAssurance } from '../../policy/vocabulary.ts';
import { needsNoProof, unprovedLock } from '../../request/model/assurance.ts';
import { gatesOf, nextStatus } from '../../request/model/request.ts';
import { isAnswered, isGated } from '../../request/model/kinds.ts';
import { openTasks } from '../../request/model/open-tasks.ts';
import { newRow, runningErasure } from '../../opening/opening.ts';
import { requestNamed } from '../../opening/named.ts';
import type { Sender } from '../../opening/named.ts';
import { openRestrictions } from '../../request/restriction-store.ts';
import type { RequestRow } from '../../request/row.ts';
import { startAttempt } from '../../request/start.ts';
import { openRequestStore } from '../../request/store.ts';
import { openRequests } from '../../request/table.ts';
import { sealText } from '../../request/text.ts';
import type { Subject } from '../../subject/model/subject.ts';
import { openSubjects } from '../../subject/store.ts';
import { reachesAny } from '../../system/reach.ts';
import type { RequestId } from '../../value/ids.ts';
import { newSubjectId } from '../../value/ids.ts';
import { parseRfc3339, toEpochSeconds, toRfc3339 } from '../../value/time.ts';
import type { PendingRow } from '../rows.ts';
import { changing, pendingOf } from '../store.ts';
import type { PendingChange } from '../store.ts';
import type { Wishes } from '../wishes.ts';
import { openWishes } from '../wishes.ts';

type OpeningPlatform = Omit<Platform, 'mail' | 'quarantine' | 'recovery' | 'objects'>;

/**
 * Opens a request that was confirmed with its code: for the data subject if the address names one, for
 * a certificate if it names no one, as such requests are answered if it named an erased person. An
 * opt-out that needs no proof is carried out before that, and shows no result.
 *
 * Repeat it freely: request and pending row change in one transaction.
 */
export function openOpener(platform: OpeningPlatform) {
  const requests = openRequestStore(platform);
  const subjects = openSubjects(platform);
  const restrictions = openRestrictions(platform, requests);
  const consents = openConsents(platform);
  const { database, keyring, policy, clock } = platform;
  const atOnce = { platform, requests, restrictions, consents };

  return async (requestId: RequestId): Promise<void> => {
    const pending = await pendingOf(database, requestId);
    if (pending?.sealed === undefined || pending.cancelledAt !== undefined) return;
    const { verifiedAt, honouredAt, agent } = pending;
    const wishes = await openWishes(keyring, requestId, pending.sealed);
    if (verifiedAt !== undefined) return open(pending, wishes);
    // 11 CCR 7026(j): an agent needs a mandate for an opt-out.
    if (!needsNoProof(pending.kind) || agent !== undefined || honouredAt !== undefined) return;
    // Named purposes that the right is not about are as any other refusal: without a proof, anyone
    // could withdraw another person's consent.
    if (!isAttachedToAll(policy, pending.kind, wishes.purposes ?? [])) return;
    return honour(pending, wishes);
  };

  /**
   * It is recorded where it changes something, and otherwise once for each kind: anyone can send any number
   * of them, and each is a row that a person finds among their requests.
   */
  async function honour(pending: PendingRow, wishes: Wishes): Promise<void> {
    const { requestId, kind } = pending;
    const { subject } = await found(wishes);
    const mark = changing(pending, { honouredAt: toRfc3339(clock()) });
    if (!needsNoProof(kind) || subject?.status !== 'active') return commit(requestId, [mark]);
    const lock = { subjectId: subject.subjectId, kind: unprovedLock(kind) };
    const locks = await requests.locks(lock.subjectId);
    const isFirst = locks.every((other) => other.kind !== lock.kind);
    if (!isFirst && (await isStopped(atOnce, subject, kind, wishes.purposes))) {
      return commit(requestId, [mark]);
    }
    const row = await requestOf(pending, wishes, { subject, assurance: 'none', followUp: false });
    const first = isFirst ? [insert(openRequests, { ...lock, requestId, version: 1 })] : [];
    await direct(row, wishes, subject, [mark, ...first]);
  }

  async function open(pending: PendingRow, wishes: Wishes): Promise<void> {
    const { requestId, kind, honouredAt } = pending;
    const isHonoured = honouredAt !== undefined;
    if (isHonoured && (await requests.get(requestId)) !== undefined) return reveal(pending, wishes);
    const { subject, erasures, isKnown } = await found(wishes);
    if (subject?.status === 'erasing' && isGated(kind)) {
      const erasure = await runningErasure(requests, subject.subjectId);
      return same(pending, erasure.requestId);
    }
    const assurance = 'email-verified';
    const asked = await requestOf(pending, wishes, {
      subject,
      assurance,
      erasures,
      followUp: true,
    });
    const row = { ...asked, about: await aboutOf(wishes, { subject, erasures }) };
    const extra = [last(pending)];
    if ((isKnown || isHonoured) && !isGated(kind)) return direct(row, wishes, subject, extra);
    // What is complained about need not be data that is held.
    const isOpen = isKnown || isAnswered(kind);
    const opened = await requests.open(isOpen ? row : nothingHeld(row), extra);
    if (opened.kind === 'already-open') return askedAgain(pending, opened.requestId);
    if (opened.kind === 'duplicate') throw new StoreUnavailableError(changedMeanwhile(requestId));
    await startAttempt(platform, opened.row);
  }

  /** What is no request of theirs is left out, whether there is one or not. */
  async function aboutOf(
    { address, about }: Wishes,
    asker: Pick<Sender, 'subject' | 'erasures'>,
  ): Promise<RequestId | undefined> {
    if (about === undefined) return undefined;
    const sender = { ...asker, identifier: { type: 'email', value: address } as const };
    const named = await requestNamed(
      { subjectKeys: platform.subjectKeys, requests, subjects },
      about,
      sender,
    );
    return named?.requestId;
  }

  /** An unknown address is not registered by what it asks. */
  async function found({ address }: Wishes) {
    const identifier = { type: 'email', value: address } as const;
    const who = await subjects.resolve(identifier);
    const erasures = who.kind === 'erased' ? await subjects.erasuresNamed(identifier) : [];
    const subject = who.kind === 'known' ? who.subject : undefined;
    return { subject, erasures, isKnown: who.kind !== 'unknown' };
  }

  async function requestOf(
    { requestId, kind, receivedAt, jurisdiction, locale, followUp, agent }: PendingRow,
    { address, nonce, reason, categories, concernsBreach, agent: named }: Wishes,
    how: {
      readonly subject: Subject | undefined;
      readonly assurance: RequestAssurance;
      readonly erasures?: readonly RequestId[];
      readonly followUp: boolean;
    },
  ): Promise<RequestRow> {
    const now = clock();
    const person = how.subject?.status === 'active' ? how.subject : undefined;
    const subjectId = person?.subjectId ?? newSubjectId();
    const asking: RequestRow['agent'] = agent && {
      mandate: agent.mandate,
      followUp,
      jurisdiction,
      confirmedAt: toRfc3339(now),
    };
    const text = { reason, mail: { address, nonce, locale }, agent: named };
    return {
      ...newRow(policy, {
        ...{ kind, subject: how.subject, channel: 'public', jurisdiction, now },
        receivedAt: parseRfc3339(receivedAt) ?? now,
        assurance: how.assurance,
        agent: asking,
      }),
      ...{ requestId, subjectId, categories, locale, concernsBreach, agent: asking },
      ...(person === undefined && {
        unregistered: true,
        lockedUnder: await subjects.aliasOf({ type: 'email', value: address }),
      }),
      erasures: how.erasures && how.erasures.length > 0 ? [...how.erasures] : undefined,
      followUp: how.followUp ? (agent?.personFollowUp ?? followUp) : undefined,
      ciphertext: await sealText(platform.subjectKeys, { requestId, subjectId }, 1, text),
    };
  }

  async function direct(
    row: RequestRow,
    { purposes }: Wishes,
    subject: Subject | undefined,
    extra: readonly Statement[],
  ): Promise<void> {
    const { kind } = row;
    if (isGated(kind)) throw new TypeError('a kind with a gate is not carried out at once');
    const done = await carryOut(atOnce, subject, { kind, row, purposes, extra });
    if (done.kind === 'duplicate') throw new StoreUnavailableError(changedMeanwhile(row.requestId));
  }

  /** What was carried out without a proof is shown once there is one. */
  async function reveal(pending: PendingRow, { nonce }: Wishes): Promise<void> {
    const { requestId } = pending;
    const followUp = await fingerprintOf(keyring, await followUpToken(keyring, requestId, nonce));
    await requests.change(requestId, () => ({
      kind: 'change',
      set: { followUp, assurance: 'email-verified' },
      extra: [last(pending)],
    }));
  }

  /** The token of this one shows the open one, for as long as that is kept as evidence. */
  async function same(pending: PendingRow, sameAs: RequestId): Promise<void> {
    await commit(pending.requestId, [ledTo(pending, sameAs)]);
  }

  /**
   * Staff see it on the open one. It passes no gate there: a letter may be another person's, and
   * what it asks for would be carried out on this proof.
   */
  async function askedAgain(pending: PendingRow, sameAs: RequestId): Promise<void> {
    const assurance = 'email-verified';
    await requests.change(sameAs, ({ askedAgain: before }) => {
      const times = (before?.times ?? 0) + 1;
      return {
        kind: 'change',
        set: { askedAgain: { times, assurance, at: toRfc3339(clock()) } },
        extra: [ledTo(pending, sameAs)],
      };
    });
  }

  /**
   * Nothing is held here. Where no other system can be searched, the answer is a certificate, whatever was
   * asked, which one function alone signs. A higher assurance than the code gives would protect nothing
   * then, unless an agent asks: that less is asked for would say to them that nothing is held. An approval
   * is asked for as for all.
   */
  function nothingHeld(row: RequestRow): RequestRow {
    const isAgents = row.agent !== undefined && row.status === 'identity-required';
    if (isAgents || isSearchedElsewhere(row)) return { ...row, nothingHeld: true };
    const at = row.timeline.at(-1)?.at ?? row.receivedAt;
    const gatesPassed: RequestRow['gatesPassed'] = ['identity'];
    const gatesAsked = gatesOf(policy, row.kind);
    const status = nextStatus({ gatesAsked, gatesPassed, irreversible: false });
    const timeline = [...row.timeline.slice(0, -1), { at, event: status }];
    const begun = status === 'in-progress' ? { attempt: 1, progressAt: at } : {};
    return {
      ...{ ...row, ...begun, status, gatesPassed, timeline },
      ...{ pauses: undefined, nothingHeld: true },
    };
  }

  /** Another system can have data under the address: the gates protect it as that of everybody. */
  function isSearchedElsewhere(row: RequestRow): boolean {
    const tasks = openTasks(policy, row, [], { now: clock(), newTaskId: () => randomUUID() });
    return reachesAny(policy, tasks, [{ type: 'email', value: '' }]);
  }

  function ledTo(pending: PendingRow, sameAs: RequestId): Statement {
    const expiresAt = toEpochSeconds(requestEvidenceEnd(policy, clock()));
    return last(pending, { sameAs, expiresAt });
  }

  function last(pending: PendingRow, change: PendingChange = {}): Statement {
    return changing(pending, { ...change, openedAt: toRfc3339(clock()) }, 'last');
  }

  async function commit(requestId: RequestId, statements: readonly Statement[]): Promise<void> {
    const outcome = await transact(database, statements);
    if (outcome.kind !== 'committed') throw new StoreUnavailableError(changedMeanwhile(requestId));
  }
}

const changedMeanwhile = (requestId: RequestId): string =>
  `the pending request ${requestId} changed while it was opened`;
