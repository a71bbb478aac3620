import { sha256Hex } from '../value/canonical.ts';
import type { ErasureProgress } from './erasure-progress.ts';
import type { RequestRow } from './row.ts';

/**
 * The progress of an erasure whose steps all run again: for what a hold had exempted, or for what a
 * verification pass found. No step of it is done yet; which keys went before, and what was exempted, is as it was.
 */
export function erasedAgain(
  { erasure = {}, certificate = '' }: RequestRow,
  reason: Pick<ErasureProgress, 'releasedAt' | 'residueFoundAt'>,
): ErasureProgress {
  const { fencedAt, systemsFrom, named, withheld } = erasure;
  const { heldSince, holdsSeenAt, releasedAt, releasedClasses, settledAt, endedAt } = erasure;
  const { certificateId, payload, manifest, destroyed = [], keysSince } = erasure;
  return {
    ...{ fencedAt, systemsFrom, named, withheld },
    ...{ heldSince, holdsSeenAt, releasedAt, releasedClasses, settledAt, endedAt },
    // Shown until the next certificate is issued.
    ...{ certificateId, payload, manifest },
    previousCertificateSha256: sha256Hex(certificate),
    destroyedBefore: destroyed.map(({ erasureClass, kid }) => ({ erasureClass, kid })),
    keysSince,
    ...reason,
  };
}
