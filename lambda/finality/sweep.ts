import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { entry } from '../ledger/store.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { getRows } from '../platform/dynamo/read.ts';
import { transact } from '../platform/dynamo/transact.ts';
import { signJws } from '../platform/jws.ts';
import { tombstone } from '../platform/keyring/destroy-keys.ts';
import { readKeyRows } from '../platform/keyring/key-row.ts';
import type { Keyring } from '../platform/keyring/keyring.ts';
import { tombstones } from '../platform/keyring/table.ts';
import type { Log } from '../platform/log/log.ts';
import type { Observation, Recovery } from '../platform/recovery/recovery.ts';
import type { Policy } from '../policy/schema.ts';
import type { FinalityBarrier } from '../request/model/finality.ts';
import type { RequestRow } from '../request/row.ts';
import type { RequestDecision, Requests } from '../request/store.ts';
import { canonicalJson, sha256Hex } from '../value/canonical.ts';
import { milliseconds, parseRfc3339, plusSeconds, toRfc3339 } from '../value/time.ts';
import type { Clock, EpochMilliseconds } from '../value/time.ts';
import { barriersOf } from './barriers.ts';
import type { ErasureFacts } from './barriers.ts';
import { finalCertificateOf, finalCertificateType } from './certificate.ts';
import { everyPending, settled } from './pending.ts';
import type { Pending } from './pending.ts';

export interface FinalityDependencies {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly recovery: Recovery;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly log: Log;
  readonly requests: Requests;
  /** After this long no cached copy of a destroyed key is in use any more. */
  readonly lastUseSeconds: number;
}

export interface SweptFinality {
  readonly final: number;
  readonly waiting: number;
  readonly failed: number;
}

/**
 * Looks once at what can be restored, and compares it with every erasure that is certified and not
 * final. One that fails holds up no other; the next run does what this one did not.
 *
 * @throws StoreUnavailableError, RecoveryUnavailableError
 */
export async function sweepFinality(
  deps: FinalityDependencies,
  until: EpochMilliseconds,
): Promise<SweptFinality> {
  const swept = { final: 0, waiting: 0, failed: 0 };
  let observation: Observation | undefined;
  for await (const pending of everyPending(deps.database)) {
    if (deps.clock() >= until) break;
    // Without an erasure that waits nothing is asked.
    observation ??= await deps.recovery.observe();
    try {
      swept[await settle(deps, pending, observation)] += 1;
    } catch (error) {
      swept.failed += 1;
      deps.log.error('FAILED', error);
    }
  }
  deps.log.info('FINALITY_SWEPT', { count: swept.final });
  return swept;
}

type Settled = 'final' | 'waiting';

async function settle(
  deps: FinalityDependencies,
  pending: Pending,
  observation: Observation,
): Promise<Settled> {
  const row = await deps.requests.get(pending.requestId);
  if (row === undefined || isOver(row, pending)) {
    await transact(deps.database, [settled(pending)]);
    return 'final';
  }
  const facts = await factsOf(deps, row, pending);
  const barriers = withExports(row, barriersOf(facts, observation));
  if (barriers.length > 0) return putOff(deps, pending, barriers);
  return certify(deps, pending, { row, facts, observation });
}

/** It has its FINAL certificate, another certificate has followed, or its evidence has ended. */
const isOver = (
  { certificate, erasure, finality }: RequestRow,
  { certificateId }: Pick<Pending, 'certificateId'>,
): boolean =>
  certificate === undefined ||
  erasure?.certificateId !== certificateId ||
  // What a hold kept is being erased.
  erasure.certifiedAt === undefined ||
  (finality?.certificateId === certificateId && finality.certificate !== undefined);

async function factsOf(
  { database, lastUseSeconds }: FinalityDependencies,
  { subjectId, erasure }: RequestRow,
  { concludedAt }: Pending,
): Promise<ErasureFacts> {
  const kids = new Set((erasure?.destroyed ?? []).map(({ kid }) => kid));
  const revokedAt = milliseconds(erasure?.revokedAt ?? 0);
  const present = (await readKeyRows(database, subjectId)).filter(({ kid }) => kids.has(kid));
  return {
    keysSince: parseRfc3339(erasure?.keysSince ?? ''),
    revokedAt,
    lastPossibleUse: plusSeconds(revokedAt, lastUseSeconds),
    concludedAt: parseRfc3339(concludedAt) ?? milliseconds(Infinity),
    keysPresent: present.length,
    tombstonesMissing: kids.size - (await tombstonesOf(database, [...kids])),
  };
}

const keysPerRead = 100;

async function tombstonesOf(database: Database, kids: readonly string[]): Promise<number> {
  let found = 0;
  for (let start = 0; start < kids.length; start += keysPerRead) {
    const keys = kids.slice(start, start + keysPerRead).map((kid) => ({ kid }));
    found += (await getRows(database, tombstones, keys, tombstone)).length;
  }
  return found;
}

/** AWS forgets an export after 90 days and its files stay: one that was seen is not forgotten here. */
const withExports = (
  { finality, erasure }: RequestRow,
  barriers: readonly FinalityBarrier[],
): readonly FinalityBarrier[] =>
  finality?.certificateId === erasure?.certificateId &&
  finality?.barriers?.includes('export-exists') === true &&
  !barriers.includes('export-exists')
    ? [...barriers, 'export-exists']
    : barriers;

/** Says what keeps it off, where staff see it; unchanged, nothing is written. */
async function putOff(
  { requests, clock, log }: FinalityDependencies,
  { requestId, certificateId }: Pending,
  barriers: readonly FinalityBarrier[],
): Promise<Settled> {
  if (barriers.includes('key-present') || barriers.includes('tombstone-missing')) {
    log.warn('KEY_CAME_BACK', { outcome: barriers.join(' ') });
  }
  await requests.change<'said-before' | 'over'>(requestId, (row) => {
    if (isOver(row, { certificateId })) return { kind: 'leave', because: 'over' };
    const { finality } = row;
    const known = finality?.certificateId === certificateId ? finality.barriers : undefined;
    if (isDeepStrictEqual(known, barriers)) return { kind: 'leave', because: 'said-before' };
    const barriersSince = toRfc3339(clock());
    return {
      kind: 'change',
      set: { finality: { certificateId, barriers: [...barriers], barriersSince } },
    };
  });
  return 'waiting';
}

interface Certifying {
  readonly row: RequestRow;
  readonly facts: ErasureFacts;
  readonly observation: Observation;
}

/** A signature that is lost in a crash was never shown: the next run makes another one. */
async function certify(
  deps: FinalityDependencies,
  pending: Pending,
  { row, facts, observation }: Certifying,
): Promise<Settled> {
  const { keyring, policy, clock, requests, log } = deps;
  const issuedAt = clock();
  const content = finalCertificateOf(row, {
    certificateId: randomUUID(),
    ...{ issuedAt, policy, observation },
    lastPossibleUse: facts.lastPossibleUse,
  });
  const certificate = await signJws(keyring, 'certificates', finalCertificateType, content);
  const codes = {
    certificateSha256: sha256Hex(certificate),
    erasedCertificateSha256: content.erasedCertificateSha256,
  };
  const { certificateId, requestId } = pending;
  const changed = await requests.change<'over'>(
    requestId,
    async (now): Promise<RequestDecision<'over'>> => {
      if (isOver(now, pending)) return { kind: 'leave', because: 'over' };
      return {
        kind: 'change',
        events: ['erasure-final'],
        set: {
          finality: {
            ...{ certificateId, certificate, payload: canonicalJson(content) },
            issuedAt: toRfc3339(issuedAt),
          },
        },
        extra: [await entry({ policy, clock }, 'erasure.final', codes), settled(pending)],
      };
    },
  );
  if (changed.kind === 'changed') log.info('ERASURE_FINAL', { outcome: changed.row.status });
  return 'final';
}
