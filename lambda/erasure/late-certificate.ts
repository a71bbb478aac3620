import { randomUUID } from 'node:crypto';
import { awaitFinality, unobserved } from './await-finality.ts';
import { entry } from '../ledger/store.ts';
import { signJws } from '../platform/jws.ts';
import { advance, current } from '../request/attempt.ts';
import type { Attempt, FulfilmentDependencies } from '../request/attempt.ts';
import { isEvidence } from '../request/model/exemption.ts';
import { isPartial } from '../request/model/task.ts';
import type { RequestRow } from '../request/row.ts';
import { afterLate } from '../system/settled.ts';
import { sha256Hex } from '../value/canonical.ts';
import { toRfc3339 } from '../value/time.ts';
import { certificateOf, certificateType } from './certificate.ts';
import { total } from './conclude.ts';
import { withProgress } from './erasure.ts';

/**
 * A system has ended after the erasure was certified: issues the certificate that follows, and completes
 * the request where nothing is missing any more. One transaction, so that no certificate is issued twice.
 */
export async function certifyLate(
  deps: FulfilmentDependencies,
  run: Attempt,
): Promise<{ readonly status: RequestRow['status'] }> {
  const { keyring, policy, clock, lastUseSeconds } = deps;
  const certificateId = randomUUID();
  const issuedAt = clock();
  const before = await current(deps, run);
  const previousCertificateSha256 = sha256Hex(before.certificate ?? '');
  const follows = { ...before, ...withProgress(before, { previousCertificateSha256 }) };
  const made = certificateOf(follows, { certificateId, issuedAt, policy, lastUseSeconds });
  const content = JSON.parse(made.payload) as object;
  const certificate = await signJws(keyring, 'certificates', certificateType, content);
  const at = toRfc3339(issuedAt);
  const { status } = await advance(deps, run, async (row) => {
    const residual = total(row.erasure?.after?.person ?? {});
    const codes = { certificateSha256: sha256Hex(certificate), residual };
    const after = afterLate(before.tasks, row, at);
    const isComplete = after.lateSince === undefined && !isPartial(row.tasks) && !keepsRecords(row);
    const certified = { certificateId, ...made, certifiedAt: at, previousCertificateSha256 };
    return {
      events: ['certificate-issued'],
      ...(isComplete && { to: 'completed' as const }),
      set: {
        ...{ ...after, certificate, finality: unobserved(row, certificateId) },
        ...withProgress(row, certified),
      },
      extra: [
        await entry(deps, 'erasure.certified', codes),
        // What systems knew the person by was stored until now.
        awaitFinality(row, certificateId, at),
      ],
    };
  });
  return { status };
}

const keepsRecords = ({ erasure }: RequestRow): boolean =>
  (erasure?.withheld ?? []).some(({ category }) => !isEvidence(category));
