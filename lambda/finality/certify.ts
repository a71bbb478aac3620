import { randomUUID } from 'node:crypto';
import { entry } from '../ledger/store.ts';
import { signJws } from '../platform/jws.ts';
import type { Observation } from '../platform/recovery/recovery.ts';
import type { RequestRow } from '../request/row.ts';
import type { RequestDecision } from '../request/store.ts';
import { canonicalJson, sha256Hex } from '../value/canonical.ts';
import { toRfc3339 } from '../value/time.ts';
import type { ErasureFacts } from './barriers.ts';
import { finalCertificateOf, finalCertificateType } from './certificate.ts';
import { settled } from './pending.ts';
import type { Pending, Verified } from './pending.ts';
import { isOver } from './settling.ts';
import type { FinalityDependencies, Settled } from './settling.ts';

interface Certifying {
  readonly row: RequestRow;
  readonly facts: ErasureFacts;
  readonly observation: Observation;
  readonly verified: Verified;
}

/** A signature that is lost in a crash was never shown: the next run makes another one. */
export async function certify(
  deps: FinalityDependencies,
  pending: Pending,
  { row, facts, observation, verified }: Certifying,
): Promise<Settled> {
  const { keyring, policy, clock, requests, log } = deps;
  const issuedAt = clock();
  const content = finalCertificateOf(row, {
    certificateId: randomUUID(),
    ...{ issuedAt, policy, observation, verified },
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
