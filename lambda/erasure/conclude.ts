import { randomUUID } from 'node:crypto';
import { awaitFinality, unobserved } from './await-finality.ts';
import { entry } from '../ledger/store.ts';
import { sha256Hex } from '../value/canonical.ts';
import { signJws } from '../platform/jws.ts';
import { milliseconds, toEpochSeconds, toRfc3339 } from '../value/time.ts';
import type { EpochSeconds, Rfc3339 } from '../value/time.ts';
import { requestEvidenceEnd } from '../policy/evidence.ts';
import { certificateOf, certificateType } from './certificate.ts';
import { withProgress } from './erasure.ts';
import { advance, current } from '../request/attempt.ts';
import type { Attempt, FulfilmentDependencies } from '../request/attempt.ts';
import { isReopened, isSettling } from '../request/row-facts.ts';
import { recounted } from '../request/erasure-progress.ts';
import type { ErasureProgress, Recounted } from '../request/erasure-progress.ts';
import { entriesOf, hasEndedSince, isHeldAtSystem, isPartial } from '../request/model/task.ts';
import type { RequestRow } from '../request/row.ts';
import { isEvidence, lastEnd } from '../request/model/exemption.ts';
import type { WithheldItem } from '../request/model/exemption.ts';

export type Verification =
  | { readonly kind: 'verified' }
  | { readonly kind: 'rows-left-over'; readonly rows: number }
  /** The recount saw too little to be believed, or others lost rows: something is badly wrong. */
  | { readonly kind: 'verification-inconclusive' };

/** (f) Judges the second count, and records the verdict. */
export async function verifyErasure(
  deps: FulfilmentDependencies,
  run: Attempt,
  counted: Recounted,
): Promise<Verification> {
  const after = recounted.parse(counted);
  const row = await current(deps, run);
  if (row.erasure?.verifiedAt !== undefined) return { kind: 'verified' };
  const verification = judgeErasure(row, after);
  if (verification.kind !== 'verified') return verification;
  await advance(deps, run, (row) =>
    row.erasure?.verifiedAt !== undefined
      ? undefined
      : {
          events: isSettling(row) ? [] : ['erasure-verified'],
          set: withProgress(row, { after, verifiedAt: toRfc3339(deps.clock()) }),
        },
  );
  return verification;
}

function judgeErasure(row: RequestRow, after: Recounted): Verification {
  const { before, withheld = [] } = row.erasure ?? {};
  const verification = judge(before, after);
  if (verification.kind !== 'verified') return verification;
  // What is exempt and named by no certificate would stay without an end.
  const records = withheld.filter(({ category }) => !isEvidence(category));
  const expected = records.reduce((sum, { count }) => sum + count, 0);
  // Fewer is right, too: what the policy withholds ages while it is counted.
  const rows = (after.exempt['records'] ?? 0) - expected;
  return rows > 0 ? { kind: 'rows-left-over', rows } : verification;
}

/**
 * Zero rows are believed only from a count that sees: it saw the person before, it sees what is exempt
 * now, and where neighbours had rows it sees rows of them. It counts the right person: identifiers that led
 * to them before still do, and none leads to another. It sees nothing where nothing is. Of the neighbours,
 * those who are still active must not all have lost most of their rows: one may delete data at the same
 * moment, not everybody.
 */
export function judge(before: Recounted | undefined, after: Recounted): Verification {
  if (before === undefined) return { kind: 'verification-inconclusive' };
  const sees =
    total(before.person) + total(before.exempt) > 0 &&
    total(after.exempt) > 0 &&
    (before.controls.every(({ rows }) => rows === 0) || after.others > 0);
  const harmed = after.controls.filter(({ sha256, rows }) => {
    const known = before.controls.find((control) => control.sha256 === sha256);
    return known !== undefined && rows * 2 < known.rows;
  });
  const harmful = harmed.length > 0 && harmed.length === after.controls.length;
  const isRight =
    leadsToOthers(before) + leadsToOthers(after) + before.noOne + after.noOne === 0 &&
    (leadsToPerson(before) === 0 || leadsToPerson(after) > 0);
  if (!sees || !isRight || harmful) return { kind: 'verification-inconclusive' };
  const rows = total(after.person);
  return rows === 0 ? { kind: 'verified' } : { kind: 'rows-left-over', rows };
}

const leadsToPerson = ({ identifiers }: Recounted): number => identifiers?.toPerson ?? 0;
const leadsToOthers = ({ identifiers }: Recounted): number => identifiers?.toOthers ?? 0;

export const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** (g) Signs what was done. A signature that is lost in a crash was never shown: the next replaces it. */
export async function certifyErasure(
  deps: FulfilmentDependencies,
  run: Attempt,
): Promise<{ readonly certificateId: string; readonly sha256: string }> {
  const certificateId = randomUUID();
  const { policy, lastUseSeconds } = deps;
  const issuedAt = deps.clock();
  const facts = { certificateId, issuedAt, policy, lastUseSeconds };
  const seen = await current(deps, run);
  const made = certificateOf(seen, facts);
  const content = JSON.parse(made.payload) as object;
  const certificate = await signJws(deps.keyring, 'certificates', certificateType, content);
  const certified = { certificateId, ...made, certifiedAt: toRfc3339(issuedAt) };
  const { erasure, ...signed } = await advance(deps, run, (row) =>
    row.erasure?.certifiedAt !== undefined
      ? undefined
      : {
          events: ['certificate-issued'],
          set: {
            ...{ certificate, ...withProgress(row, certified) },
            lateSince: hasEndedSince(seen.tasks, row.tasks) ? toRfc3339(issuedAt) : undefined,
          },
        },
  );
  return {
    certificateId: erasure?.certificateId ?? certificateId,
    sha256: sha256Hex(signed.certificate ?? certificate),
  };
}

/** (h) Forgets who the person was and closes the request. */
export async function concludeErasure(
  deps: FulfilmentDependencies,
  run: Attempt,
): Promise<{ readonly status: RequestRow['status']; readonly aliases: number }> {
  const { subjectId, requestId, erasure, tasks } = await current(deps, run);
  const records = (erasure?.withheld ?? []).filter(({ category }) => !isEvidence(category));
  // No one knows when a hold ends: until then what it keeps has no end, and nothing else has.
  const onHold =
    records.some(({ until }) => until === undefined) ||
    entriesOf(tasks).some(([, task]) => isHeldAtSystem(task));
  const shown = { requestId, until: shownUntil(deps, records), onHold };
  const { aliases } = await deps.subjects.forget(subjectId, shown);
  const { status } = await advance(deps, run, async (row) => {
    const isInPart = records.length > 0 || isPartial(row.tasks) || row.lateSince !== undefined;
    const to = isInPart ? 'partially-completed' : 'completed';
    // The certificate does not have it: the next attempt issues the one that follows.
    const isCertifiedLate = row.lateSince !== undefined;
    const at = toRfc3339(deps.clock());
    const { certificateId } = row.erasure ?? {};
    const codes = {
      certificateSha256: sha256Hex(row.certificate ?? ''),
      residual: total(row.erasure?.after?.person ?? {}),
    };
    return {
      // What is withheld is as it was.
      to: to === row.status || isReopened(row) ? undefined : to,
      set: {
        ...withProgress(row, endOf(row, at, onHold)),
        ...(certificateId !== undefined && { finality: unobserved(row, certificateId) }),
        ...(isCertifiedLate && { attempt: row.attempt + 1, progressAt: at }),
      },
      extra: [
        await entry(deps, 'erasure.certified', codes),
        // Looked after from here on, until the recovery windows are over.
        ...(certificateId === undefined ? [] : [awaitFinality(row, certificateId, at)]),
      ],
    };
  });
  return { status, aliases };
}

/** Which of the runs that an erasure can have has ended. */
function endOf(row: RequestRow, at: Rfc3339, onHold: boolean): ErasureProgress {
  if (isReopened(row)) return { residueErasedAt: at };
  return isSettling(row) ? { settledAt: at } : { heldSince: onHold ? at : undefined };
}

/** Until when a person is shown what is withheld; of a hold, as long as their requests are evidence. */
function shownUntil(
  { policy, clock }: FulfilmentDependencies,
  records: readonly WithheldItem[],
): EpochSeconds {
  const dated = records.filter(({ until }) => until !== undefined);
  const onHold = dated.length < records.length ? requestEvidenceEnd(policy, clock()) : 0;
  return toEpochSeconds(milliseconds(Math.max(onHold, lastEnd(dated) ?? 0)));
}
