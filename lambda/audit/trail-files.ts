import type { EpochMilliseconds } from '../value/time.ts';
import type { PublicKey, StoredDigest } from './model/digest.ts';
import type { Place } from './model/place.ts';

/**
 * Reads what CloudTrail has written.
 *
 * @throws TrailFilesUnavailableError from every method
 */
export interface TrailFiles {
  /** Names of the folders in a folder, without the slash. */
  folders(bucket: string, folder: string): Promise<readonly string[]>;
  /**
   * Keys that begin with a prefix, in their order.
   *
   * @param after skips the keys that sort before it
   */
  keys(bucket: string, prefix: string, after: string): AsyncIterable<string>;
  /** Undefined where there is none. */
  digest(place: Place): Promise<StoredDigest | undefined>;
  /** SHA-256 of the uncompressed file; undefined where there is none. */
  hash(place: Place): Promise<string | undefined>;
}

/**
 * Public keys of CloudTrail in a Region that were valid at any time of a period.
 *
 * @throws KeysUnavailableError
 */
export type PublicKeys = (
  region: string,
  from: EpochMilliseconds,
  to: EpochMilliseconds,
) => Promise<readonly PublicKey[]>;

/** The bucket does not answer: no permission, no such bucket, no network. */
export class TrailFilesUnavailableError extends Error {
  override readonly name = 'TrailFilesUnavailableError';
}

/** CloudTrail of the Region does not answer. The message is the code of AWS. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';
}
