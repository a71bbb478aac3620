import type { EpochMilliseconds } from '../value/time.ts';
import { digestsIn, firstDigest, keysOf } from './digests.ts';
import { inOrder } from './in-order.ts';
import { beginFindings, endFindings, nextDigest } from './model/chain.ts';
import type { Chain } from './model/chain.ts';
import type { Digest, LogFile } from './model/digest.ts';
import type { Finding } from './model/finding.ts';
import type { DigestKind, Trail } from './model/place.ts';
import { KeysUnavailableError } from './trail-files.ts';
import type { PublicKeys, TrailFiles } from './trail-files.ts';

export interface Verification {
  readonly trail: Trail;
  readonly bucket: string;
  readonly from: EpochMilliseconds;
  readonly to: EpochMilliseconds;
  /** Whether the trail may have begun after `from`. */
  readonly mayBegin: boolean;
}

export interface Sources {
  readonly files: TrailFiles;
  readonly publicKeys: PublicKeys;
}

/** What was verified of a trail in one Region. */
export interface Verified {
  readonly trail: string;
  readonly region: string;
  readonly digests: number;
  readonly logFiles: number;
  /** The first ones. */
  readonly findings: readonly Finding[];
  /** Findings that are not listed. */
  readonly further: number;
}

export type Progress = (verified: Pick<Verified, 'digests' | 'logFiles'>) => void;

const filesAtATime = 8;
const maximumFindings = 1_000;

/**
 * Verifies a trail in one Region: the chain of its digests, their signatures, and the log files that
 * they name. It holds a few digests and log files at a time, whatever the period.
 */
export async function verifyRegion(
  { files, publicKeys }: Sources,
  verification: Verification,
  region: string,
  onDigest: Progress = () => undefined,
): Promise<Verified> {
  const { trail, bucket, from } = verification;
  const of = { trail, bucket, region };
  const window = { ...verification, firstEver: await firstDigest(files, of) };
  const findings = new Findings();
  const count = { digests: 0, logFiles: 0 };
  const result = (): Verified => ({
    trail: trail.name,
    region,
    ...count,
    findings: findings.listed,
    further: findings.further,
  });

  let keysFor: Awaited<ReturnType<typeof keysOf>>;
  try {
    keysFor = await keysOf(publicKeys, region, verification);
  } catch (error) {
    if (!(error instanceof KeysUnavailableError)) throw error;
    findings.add([
      window.firstEver === undefined
        ? { kind: 'no-digests' }
        : { kind: 'keys-unavailable', reason: error.message },
    ]);
    return result();
  }
  const chains: Record<DigestKind, Chain> = { hourly: {}, backfill: {} };
  for await (const { name, stored } of digestsIn(files, of, verification)) {
    const before = chains[name.kind];
    const step = nextDigest(before, name, stored, await keysFor(stored));
    chains[name.kind] = step.chain;
    findings.add(step.findings);
    count.digests += 1;
    const { digest } = step;
    if (digest !== undefined && digest.end > from) {
      const isFirst = before.last === undefined && name.kind === 'hourly';
      if (isFirst) findings.add(beginFindings(digest, window));
      for await (const wrong of wrongFiles(files, digest)) findings.add([wrong]);
      count.logFiles += digest.files.length;
    }
    onDigest(count);
  }
  findings.add(endFindings(chains.hourly, window));
  return result();
}

async function* wrongFiles(files: TrailFiles, digest: Digest): AsyncGenerator<Finding> {
  const compared = inOrder(digest.files, filesAtATime, (file) => compare(files, file));
  for await (const finding of compared) {
    if (finding !== undefined) yield finding;
  }
}

async function compare(files: TrailFiles, { place, hash }: LogFile): Promise<Finding | undefined> {
  const found = await files.hash(place);
  if (found === undefined) return { kind: 'log-missing', place };
  return found === hash ? undefined : { kind: 'log-edited', place };
}

/** A period without one intact file has as many findings as files. */
class Findings {
  readonly listed: Finding[] = [];
  further = 0;

  add(found: readonly Finding[]): void {
    for (const finding of found) {
      if (this.listed.length < maximumFindings) this.listed.push(finding);
      else this.further += 1;
    }
  }
}
