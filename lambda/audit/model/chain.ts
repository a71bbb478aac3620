import type { EpochMilliseconds } from '../../value/time.ts';
import { isSigned, parseDigest } from './digest.ts';
import type { Digest, PublicKey, StoredDigest } from './digest.ts';
import type { Finding } from './finding.ts';
import type { DigestName, Place } from './place.ts';

/** The digests of one trail and Region that were verified so far, oldest first. */
export interface Chain {
  readonly last?: Link;
  /** The last one without a fault: a digest that was added between two leaves their link intact. */
  readonly trusted?: Link;
}

interface Link {
  readonly place: Place;
  readonly end: EpochMilliseconds;
  readonly signature: string | undefined;
  readonly hash: string | undefined;
}

export interface Step {
  readonly chain: Chain;
  readonly findings: readonly Finding[];
  /** The digest, unless its content cannot be trusted. */
  readonly digest?: Digest;
}

const hour = 3_600_000;

/** CloudTrail signs within two hours after the end of the hour that a digest covers. */
const signedWithin = 2 * hour;

/**
 * Digests follow each other by the second (AWS CloudTrail User Guide, CloudTrail digest file structure).
 * A minute is left for what is not documented.
 */
const toleratedBreak = 60_000;

/**
 * Verifies the next digest of a chain.
 *
 * @param name what its key says
 * @param keys public keys of CloudTrail in the Region of the digest
 */
export function nextDigest(
  chain: Chain,
  name: DigestName,
  stored: StoredDigest,
  keys: readonly PublicKey[],
): Step {
  const { place, content, signature } = stored;
  const digest = content && parseDigest(content);
  const own: Finding[] =
    digest === undefined ? [{ kind: 'digest-unreadable', place }] : faultOf(digest, stored, keys);
  if (digest === undefined || own.length > 0) {
    const last = { place, end: name.end, signature, hash: digest?.hash };
    return { chain: { ...chain, last }, findings: own };
  }
  const last = { place, end: digest.end, signature, hash: digest.hash };
  return { chain: { last, trusted: last }, findings: linkFindings(chain, digest, name), digest };
}

function faultOf(digest: Digest, stored: StoredDigest, keys: readonly PublicKey[]): Finding[] {
  const { place, signature, generated } = stored;
  if (digest.place.bucket !== place.bucket || digest.place.key !== place.key) {
    return [{ kind: 'digest-moved', place, origin: digest.place }];
  }
  const { fingerprint } = digest;
  const known = keys.filter((key) => key.fingerprint === fingerprint);
  if (known.length === 0) return [{ kind: 'key-unknown', place, fingerprint }];
  const signedAt = generated ?? digest.end;
  const valid = known.filter(
    ({ validFrom, validTo }) => validFrom <= signedAt + signedWithin && signedAt <= validTo,
  );
  if (valid.length === 0) return [{ kind: 'key-not-valid', place, fingerprint }];
  return signature !== undefined && valid.some((key) => isSigned(digest, signature, key))
    ? []
    : [{ kind: 'signature-invalid', place }];
}

/** What is between a digest and the one before it. */
function linkFindings(chain: Chain, digest: Digest, { kind }: DigestName): Finding[] {
  const { last, trusted } = chain;
  if (last === undefined) return [];
  const { previous, start } = digest;
  const period = { from: last.end, to: start };
  if (previous === undefined) {
    // Each late delivery can begin a chain of its own.
    return kind === 'backfill' ? [] : [{ kind: 'logging-stopped', ...period }];
  }
  if (previous.place.bucket !== last.place.bucket) {
    return [{ kind: 'continues-elsewhere', place: previous.place }];
  }
  const named = [trusted, last].find((each) => each?.place.key === previous.place.key);
  if (named === undefined) return [{ kind: 'digest-missing', place: previous.place, ...period }];
  // A finding names it already.
  if (named !== trusted) return [];
  if (previous.hash !== named.hash || previous.signature !== named.signature) {
    return [{ kind: 'digest-replaced', place: named.place }];
  }
  return kind === 'hourly' && start - named.end > toleratedBreak
    ? [{ kind: 'time-uncovered', from: named.end, to: start }]
    : [];
}

export interface Window {
  readonly from: EpochMilliseconds;
  readonly to: EpochMilliseconds;
  /** The first digest that there is of the trail in the Region; undefined without any. */
  readonly firstEver?: DigestName & { readonly key: string };
  /** Whether the trail may have begun after `from`. */
  readonly mayBegin: boolean;
}

/** What is missing at the begin of a window, given the first digest in it. */
export function beginFindings(first: Digest, window: Window): Finding[] {
  const { from, firstEver, mayBegin } = window;
  const period = { from, to: first.start };
  if (first.start <= from) return [];
  if (firstEver?.key === first.place.key && first.previous === undefined) {
    return mayBegin ? [{ kind: 'begins', at: first.start }] : [{ kind: 'not-recorded', ...period }];
  }
  if (first.previous === undefined) return [{ kind: 'logging-stopped', ...period }];
  return first.previous.place.bucket === first.place.bucket
    ? [{ kind: 'digest-missing', place: first.previous.place, ...period }]
    : [{ kind: 'continues-elsewhere', place: first.previous.place }];
}

/** What is missing at the end of a window, after its last digest. */
export function endFindings({ last }: Chain, window: Window): Finding[] {
  const { from, to, firstEver, mayBegin } = window;
  if (firstEver === undefined) return [{ kind: 'no-digests' }];
  if (last === undefined) {
    // Its hour ends later than the window, so it may begin in it or after it.
    return mayBegin && firstEver.end > to
      ? [{ kind: 'begins', at: firstEver.end }]
      : [{ kind: 'time-uncovered', from, to }];
  }
  return last.end < to ? [{ kind: 'time-uncovered', from: last.end, to }] : [];
}
