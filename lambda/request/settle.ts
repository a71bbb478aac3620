import { randomUUID } from 'node:crypto';
import { entry } from '../ledger/store.ts';
import { sha256Hex } from '../platform/canonical.ts';
import { signJws } from '../platform/jws.ts';
import { toRfc3339 } from '../platform/time.ts';
import { certificateOf, certificateType } from './certificate.ts';
import { evidenceUntil, total } from './conclude.ts';
import { withProgress } from './erasure.ts';
import { advance } from './fulfilment.ts';
import type { Attempt, FulfilmentDependencies } from './fulfilment.ts';
import { waitSeconds, withheldRecords } from './revoke.ts';
import type { Recounted, RequestRow } from './row.ts';
import { isEvidence } from './view.ts';

/*
 * The end of an erasure that a legal hold cut short, once the last hold is released: GDPR Art.
 * 17(3)(e) excuses it no longer, and nobody has to ask again.
 */

/** Takes the policy's own out of what holds kept, then destroys the keys of the rest. */
export async function settleHeld(
  deps: FulfilmentDependencies,
  run: Attempt,
): Promise<{ readonly waitSeconds: number }> {
  const named = await advance(deps, run, async (row) => {
    if (row.erasure?.released !== undefined) return undefined;
    const settled = await deps.records.settleWithheld(row.subjectId);
    const evidence = (row.erasure?.withheld ?? []).filter(({ category }) => isEvidence(category));
    const withheld = [
      ...settled.withheld.map((item) => withheldRecords(deps.policy, item)),
      ...evidence,
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
  const { planned = [], released } = named.erasure ?? {};
  const doomed = released?.classes ?? [];
  const row = await advance(deps, run, async (row) => {
    if (row.erasure?.revokedAt !== undefined) return undefined;
    const others = (await deps.subjectKeys.list(row.subjectId))
      .map(({ erasureClass }) => erasureClass)
      .filter((erasureClass) => !doomed.includes(erasureClass));
    const keep = { keep: others, planned };
    const destroyed = await deps.subjectKeys.destroy(row.subjectId, keep);
    const codes = { keys: destroyed.length, kids: destroyed.map(({ kid }) => kid) };
    return {
      events: ['keys-destroyed'],
      set: withProgress(row, { destroyed: [...destroyed], revokedAt: deps.clock() }),
      // No commitment: it would make the key anew that the erasure destroyed.
      extra: [await entry(deps, 'erasure.keys-destroyed', codes)],
    };
  });
  return { waitSeconds: waitSeconds(deps, row, deps.clock()) };
}

export async function purgeHeld(
  deps: FulfilmentDependencies,
  run: Attempt,
): Promise<{ readonly rows: number }> {
  const { subjectId, erasure } = await advance(deps, run, () => undefined);
  await deps.records.purgeReleased(subjectId);
  return { rows: erasure?.released?.rows ?? 0 };
}

/**
 * Certifies that no row is left but those that the policy withholds, as a scan by another role has
 * counted them, and closes the matter.
 *
 * @throws HeldRowsLeftError
 */
export async function concludeHeld(
  deps: FulfilmentDependencies,
  run: Attempt,
  after: Recounted,
): Promise<{ readonly certificateId: string }> {
  const fixed = await advance(deps, run, (row) => {
    if (row.erasure?.payload !== undefined) return undefined;
    requireCount(row, after);
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
      policyVersion: deps.policy.version,
      lastUseSeconds: deps.lastUseSeconds,
      previousSha256,
    });
    const news = { after, certificateId, previousCertificateSha256: previousSha256 };
    return { set: withProgress(row, { ...news, ...certificate }) };
  });
  const { payload = '{}', certificateId = '' } = fixed.erasure ?? {};
  const content = JSON.parse(payload) as object;
  const certificate = await signJws(deps.keyring, 'certificates', certificateType, content);
  await advance(deps, run, async (row) => {
    const { withheld = [], released } = row.erasure ?? {};
    const rows = released?.rows ?? 0;
    const certificateSha256 = sha256Hex(certificate);
    return {
      events: ['held-data-erased', 'certificate-issued'],
      set: {
        certificate,
        ...withProgress(row, {
          settledAt: toRfc3339(deps.clock()),
          evidenceUntil: evidenceUntil(withheld),
        }),
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
  return { certificateId };
}

function requireCount({ erasure }: RequestRow, after: Recounted): void {
  const records = (erasure?.withheld ?? []).filter(({ category }) => !isEvidence(category));
  const expected = records.reduce((sum, { count }) => sum + count, 0);
  const left = (after.kept['records'] ?? 0) + (after.person['records'] ?? 0);
  // Fewer is no harm: what the policy withholds ages while it is counted.
  if (left > expected) throw new HeldRowsLeftError(left - expected);
}

/** Rows that nothing keeps any more are still there. The next attempt starts from the first step. */
export class HeldRowsLeftError extends Error {
  override readonly name = 'HeldRowsLeftError';

  constructor(rows: number) {
    super(`${rows} rows are left that nothing keeps`);
  }
}
