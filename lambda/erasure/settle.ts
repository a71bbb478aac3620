import { randomUUID } from 'node:crypto';
import { entry } from '../ledger/store.ts';
import { sha256Hex } from '../value/canonical.ts';
import { signJws } from '../platform/jws.ts';
import { toRfc3339 } from '../value/time.ts';
import { certificateOf, certificateType } from './certificate.ts';
import { judge, total } from './conclude.ts';
import type { Verification } from './conclude.ts';
import { withProgress } from './erasure.ts';
import { advance, current } from '../request/attempt.ts';
import type { Attempt, FulfilmentDependencies } from '../request/attempt.ts';
import { exemptKeyClasses } from './exempt-classes.ts';
import { orderOf } from './key-order.ts';
import { waitSeconds } from './revoke.ts';
import type { Recounted, RequestRow } from '../request/row.ts';
import { requestEvidenceUntil, withheldRecords } from './exemptions.ts';
import type { WithheldItem } from '../request/model/exemption.ts';
import { isEvidence } from '../request/model/exemption.ts';

/*
 * The end of an erasure that a legal hold cut short, once the last hold is released: GDPR Art.
 * 17(3)(e) excuses it no longer, and no one has to ask again.
 */

/** Takes the policy's own out of what holds kept, then destroys the keys of the rest. */
export async function settleHeld(
  deps: FulfilmentDependencies,
  run: Attempt,
): Promise<{ readonly waitSeconds: number }> {
  const named = await advance(deps, run, async (row) => {
    if (row.erasure?.released !== undefined) return undefined;
    const settled = await deps.records.settleWithheld(row.subjectId);
    const withheld = [
      ...settled.withheld.map((item) => withheldRecords(deps.policy, item)),
      ...evidenceOf(deps, row),
    ];
    const keys = await deps.subjectKeys.list(row.subjectId);
    const planned = keys.filter(({ erasureClass }) => settled.classes.includes(erasureClass));
    return {
      set: withProgress(row, {
        withheld,
        planned,
        released: { rows: settled.released, classes: [...settled.classes] },
        destroyed: undefined,
        revokedAt: undefined,
        payload: undefined,
      }),
    };
  });
  const { planned = [], released, revokedAt } = named.erasure ?? {};
  if (revokedAt !== undefined) return { waitSeconds: waitSeconds(deps, named, deps.clock()) };
  const keep = exemptKeyClasses.filter((name) => released?.classes.includes(name) !== true);
  const options = { order: orderOf(deps, run), keep, planned };
  const destroyed = await deps.subjectKeys.destroy(named.subjectId, options);
  const row = await advance(deps, run, async (row) => {
    if (row.erasure?.revokedAt !== undefined) return undefined;
    const codes = { keys: destroyed.length, kids: destroyed.map(({ kid }) => kid) };
    return {
      events: ['keys-destroyed'],
      set: withProgress(row, { destroyed: [...destroyed], revokedAt: deps.clock() }),
      // No commitment: it would make the key again that the erasure destroyed.
      extra: [await entry(deps, 'erasure.keys-destroyed', codes)],
    };
  });
  return { waitSeconds: waitSeconds(deps, row, deps.clock()) };
}

/** The request ends now, so what shows how it was answered is kept from now on (11 CCR 7101). */
const evidenceOf = (deps: FulfilmentDependencies, { erasure }: RequestRow): WithheldItem[] =>
  (erasure?.withheld ?? [])
    .filter(({ category }) => isEvidence(category))
    .map((item) =>
      item.category === 'request-evidence' ? { ...item, until: requestEvidenceUntil(deps) } : item,
    );

export async function purgeHeld(
  deps: FulfilmentDependencies,
  run: Attempt,
): Promise<{ readonly rows: number }> {
  const { subjectId, erasure } = await current(deps, run);
  await deps.records.purgeReleased(subjectId);
  return { rows: erasure?.released?.rows ?? 0 };
}

/**
 * Certifies that no row is left but those that the policy withholds, as scans by another role before
 * and after have counted them, and closes the matter. Certifies nothing else than `verified`.
 */
export async function concludeHeld(
  deps: FulfilmentDependencies,
  run: Attempt,
  before: Recounted,
  after: Recounted,
): Promise<Verification> {
  let verification: Verification = { kind: 'verified' };
  const fixed = await advance(deps, run, (row) => {
    if (row.erasure?.payload !== undefined) return undefined;
    verification = judgeHeld(row, before, after);
    if (verification.kind !== 'verified') return undefined;
    const certificateId = randomUUID();
    const previousSha256 = sha256Hex(row.certificate ?? '');
    const rows = row.erasure?.released?.rows ?? 0;
    const settled: RequestRow = {
      ...row,
      counts: {},
      ...withProgress(row, { after, rows, objects: 0 }),
    };
    const certificate = certificateOf(settled, {
      certificateId,
      issuedAt: deps.clock(),
      policy: deps.policy,
      lastUseSeconds: deps.lastUseSeconds,
      previousSha256,
    });
    const results = { after, certificateId, previousCertificateSha256: previousSha256 };
    return { set: withProgress(row, { ...results, ...certificate }) };
  });
  const { payload } = fixed.erasure ?? {};
  if (payload === undefined) return verification;
  const content = JSON.parse(payload) as object;
  const certificate = await signJws(deps.keyring, 'certificates', certificateType, content);
  await advance(deps, run, async (row) => {
    const { withheld = [], released } = row.erasure ?? {};
    const rows = released?.rows ?? 0;
    const certificateSha256 = sha256Hex(certificate);
    const isComplete = withheld.every(({ category }) => isEvidence(category));
    return {
      ...(isComplete && { to: 'completed' as const }),
      events: ['held-data-erased', 'certificate-issued'],
      set: {
        certificate,
        ...withProgress(row, { settledAt: toRfc3339(deps.clock()) }),
      },
      extra: [
        await entry(deps, 'erasure.purged', { rows, objects: 0 }),
        await entry(deps, 'erasure.certified', {
          certificateSha256,
          residual: total(after.person),
        }),
      ],
    };
  });
  return { kind: 'verified' };
}

function judgeHeld({ erasure }: RequestRow, before: Recounted, after: Recounted): Verification {
  const verification = judge(before, after);
  if (verification.kind !== 'verified') return verification;
  const records = (erasure?.withheld ?? []).filter(({ category }) => !isEvidence(category));
  const expected = records.reduce((sum, { count }) => sum + count, 0);
  // Fewer is no harm: what the policy withholds ages while it is counted.
  const rows = (after.exempt['records'] ?? 0) - expected;
  return rows > 0 ? { kind: 'rows-left-over', rows } : verification;
}
