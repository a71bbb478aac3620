import { randomUUID } from 'node:crypto';
import { entry } from '../ledger/store.ts';
import { sha256Hex } from '../value/canonical.ts';
import { signJws } from '../platform/jws.ts';
import { milliseconds, toEpochSeconds, toRfc3339 } from '../value/time.ts';
import type { EpochSeconds } from '../value/time.ts';
import { requestEvidenceEnd } from '../policy/evidence.ts';
import { certificateOf, certificateType } from './certificate.ts';
import { withProgress } from './erasure.ts';
import { advance, current } from '../request/attempt.ts';
import type { Attempt, FulfilmentDependencies } from '../request/attempt.ts';
import type { ErasureProgress, Recounted, RequestRow } from '../request/row.ts';
import { isEvidence, lastEnd } from '../request/model/exemption.ts';

export type Verification =
  | { readonly kind: 'verified' }
  | { readonly kind: 'rows-left-over'; readonly rows: number }
  /** The recount saw too little to be believed, or others lost rows: something is badly wrong. */
  | { readonly kind: 'verification-inconclusive' };

/** (f) Judges the second count. Pure but for writing the verdict down. */
export async function verifyErasure(
  deps: FulfilmentDependencies,
  run: Attempt,
  after: Recounted,
): Promise<Verification> {
  const row = await current(deps, run);
  if (row.erasure?.verifiedAt !== undefined) return { kind: 'verified' };
  const verification = judge(row.erasure?.before, after);
  if (verification.kind !== 'verified') return verification;
  await advance(deps, run, (row) =>
    row.erasure?.verifiedAt !== undefined
      ? undefined
      : {
          events: ['erasure-verified'],
          set: withProgress(row, { after, verifiedAt: toRfc3339(deps.clock()) }),
        },
  );
  return verification;
}

/**
 * Zero rows are believed only from a scan that sees: it saw the person before, it sees what is kept
 * now, and it sees others. Of the neighbours that it remembered, those who are still active must not
 * all have lost most of their rows: one may delete data at the same moment, not everybody.
 */
export function judge(before: Recounted | undefined, after: Recounted): Verification {
  if (before === undefined) return { kind: 'verification-inconclusive' };
  const sees =
    total(before.person) + total(before.exempt) > 0 &&
    total(after.exempt) > 0 &&
    (before.others === 0 || after.others > 0);
  const harmed = after.controls.filter(({ sha256, rows }) => {
    const known = before.controls.find((control) => control.sha256 === sha256);
    return known !== undefined && rows * 2 < known.rows;
  });
  const harmful = harmed.length > 0 && harmed.length === after.controls.length;
  if (!sees || harmful) return { kind: 'verification-inconclusive' };
  const rows = total(after.person);
  return rows === 0 ? { kind: 'verified' } : { kind: 'rows-left-over', rows };
}

export const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** (g) Fixes what is certified, then signs it: a run after a crash signs the same again. */
export async function certifyErasure(
  deps: FulfilmentDependencies,
  run: Attempt,
): Promise<{ readonly certificateId: string; readonly sha256: string }> {
  const fixed = await advance(deps, run, (row) => {
    if (row.erasure?.payload !== undefined) return undefined;
    const certificateId = randomUUID();
    const facts = {
      certificateId,
      issuedAt: deps.clock(),
      policy: deps.policy,
      lastUseSeconds: deps.lastUseSeconds,
    };
    return { set: withProgress(row, { certificateId, ...certificateOf(row, facts) }) };
  });
  const { payload = '{}', certificateId = '' } = fixed.erasure ?? {};
  const content = JSON.parse(payload) as object;
  const jws = await signJws(deps.keyring, 'certificates', certificateType, content);
  const signed = await advance(deps, run, (row) =>
    row.certificate !== undefined
      ? undefined
      : {
          events: ['certificate-issued'],
          set: {
            certificate: jws,
            ...withProgress(row, { certifiedAt: toRfc3339(deps.clock()) }),
          },
        },
  );
  return { certificateId, sha256: sha256Hex(signed.certificate ?? jws) };
}

/** (h) Forgets who the person was and closes the request. */
export async function concludeErasure(
  deps: FulfilmentDependencies,
  run: Attempt,
): Promise<{ readonly status: RequestRow['status']; readonly aliases: number }> {
  const { subjectId, requestId, erasure } = await current(deps, run);
  const until = shownUntil(deps, erasure?.withheld ?? []);
  const evidence = until === undefined ? undefined : { requestId, until };
  const { aliases } = await deps.subjects.forget(subjectId, evidence);
  const { status } = await advance(deps, run, async (row) => {
    const { withheld = [], after } = row.erasure ?? {};
    const refused = withheld.some(({ category }) => !isEvidence(category));
    const codes = {
      certificateSha256: sha256Hex(row.certificate ?? ''),
      residual: total(after?.person ?? {}),
    };
    return {
      to: refused ? 'partially-completed' : 'completed',
      // No one knows when a hold ends: until then what it keeps has no end, and nothing else has.
      ...(withheld.some(({ until }) => until === undefined) && {
        set: withProgress(row, { heldSince: toRfc3339(deps.clock()) }),
      }),
      extra: [await entry(deps, 'erasure.certified', codes)],
    };
  });
  return { status, aliases };
}

/** Until when a person is shown what is withheld; of a hold, as long as their requests are evidence. */
function shownUntil(
  { policy, clock }: FulfilmentDependencies,
  withheld: NonNullable<ErasureProgress['withheld']>,
): EpochSeconds | undefined {
  const records = withheld.filter(({ category }) => !isEvidence(category));
  if (records.length === 0) return undefined;
  const dated = records.filter(({ until }) => until !== undefined);
  const onHold = dated.length < records.length ? requestEvidenceEnd(policy, clock()) : 0;
  return toEpochSeconds(milliseconds(Math.max(onHold, lastEnd(dated) ?? 0)));
}
