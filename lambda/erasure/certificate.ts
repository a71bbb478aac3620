import { canonicalJson, sha256Hex } from '../value/canonical.ts';
import { milliseconds, plusSeconds, toRfc3339 } from '../value/time.ts';
import { certificateHead } from '../request-view/certificate-head.ts';
import type { Issue } from '../request-view/certificate-head.ts';
import type { ErasureCertificate } from '../request-view/certificate-contract.ts';
import { meanings } from '../request-view/certificate-contract.ts';
import type { RequestRow } from '../request/row.ts';
import { certifiedSystems } from './certified-systems.ts';
import type { Policy } from '../policy/schema.ts';
import type { WithheldItem } from '../request/model/exemption.ts';

export const certificateType = 'erasure-certificate+jwt';
/** Above this many keys the certificate names them through its manifest alone. */
const keysInline = 10;
/** Signing takes 2,800 bytes. */
const maximumPayloadBytes = 2_700;
const meaning = '/v1/openapi.json#/components/schemas/ErasureCertificate';

/** What the erasure does not reach, in the words of the certificate itself. */
const notCovered = [
  'copies that the person or a recipient made before',
  'operational logs and CloudTrail events: they carry random ids and keyed hashes only',
  'files that were sent after this erasure: no one can read them, and they are deleted within two days',
  'look-up entries of identifiers: emptied when the request is closed, after this was signed',
  'table backups until the recovery window has passed: their rows are encrypted under the keys named here',
] as const;

export interface CertificateFacts extends Issue {
  readonly policy: Issue['policy'] & Pick<Policy, 'systems' | 'recipients'>;
  readonly lastUseSeconds: number;
}

export interface Certificate {
  /** Canonical JSON of the payload. */
  readonly payload: string;
  /** Canonical JSON of the details that the payload names by their hash. */
  readonly manifest: string;
}

/**
 * The ERASED certificate: keys are out of use everywhere and rows are gone. It does not say that
 * anything is destroyed for good: that depends on backups, and is observed later. It names no one.
 *
 * @throws RangeError when the erasure was not verified before
 */
export function certificateOf(row: RequestRow, facts: CertificateFacts): Certificate {
  const { destroyed, revokedAt, withheld = [], before, after, rows, objects } = row.erasure ?? {};
  const { previousCertificateSha256, releasedAt, residueFoundAt } = row.erasure ?? {};
  // The certificate before has what was erased then; this one has what a hold had kept, or what was left.
  const isFirst = releasedAt === undefined && residueFoundAt === undefined;
  const erased = isFirst ? row.counts : undefined;
  const { listed, summary } = certifiedSystems(facts.policy, row.tasks);
  if (destroyed === undefined || revokedAt === undefined || !before || !after) {
    throw new RangeError('an erasure is certified after it was verified');
  }
  const keys = destroyed.toSorted((one, other) => (one.kid < other.kid ? -1 : 1));
  const residual = Object.values(after.person).reduce((sum, count) => sum + count, 0);
  const manifest = canonicalJson({
    certId: facts.certificateId,
    requestId: row.requestId,
    meaning: meanings,
    keys: keys.map(({ kid, commitment }) => ({ kid, commitment })),
    erased: erased ?? {},
    rows: rows ?? 0,
    objects: objects ?? 0,
    withheld,
    systems: listed,
    recount: {
      path: 'query of rows and list of files of the person, by another role, without keys',
      left: after.person,
      kept: after.exempt,
      rowsOfNeighbours: { before: before.others, after: after.others },
    },
    notCovered,
  });
  const t0 = milliseconds(revokedAt);
  const payload: ErasureCertificate = {
    ...certificateHead(row.requestId, facts),
    meaning,
    status: 'ERASED',
    revokedAt: toRfc3339(t0),
    lastPossibleUse: toRfc3339(plusSeconds(t0, facts.lastUseSeconds)),
    pitrDays: 7,
    algorithm: 'envelope v1: HKDF-Expand-SHA-512, AES-256-GCM, 256-bit key per person and class',
    previousCertificateSha256,
    manifestSha256: sha256Hex(manifest),
    keysDestroyed: keys.length,
    residual,
    withheld: summaryOf(withheld),
    systems: summary,
    notCovered: [...notCovered],
  };
  const named = {
    ...payload,
    kids: keys.map(({ kid }) => kid),
    keyCommitments: keys.map(({ commitment }) => commitment),
  };
  const full = canonicalJson(named);
  const fits = keys.length <= keysInline && Buffer.byteLength(full) <= maximumPayloadBytes;
  return { payload: fits ? full : canonicalJson(payload), manifest };
}

/** Exempt rows, by ground; categories and periods are in the manifest. */
function summaryOf(withheld: readonly WithheldItem[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { ground, count } of withheld) sums[ground] = (sums[ground] ?? 0) + count;
  return sums;
}
