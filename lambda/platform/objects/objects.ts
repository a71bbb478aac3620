import type { Readable } from 'node:stream';
import type { EpochMilliseconds } from '../../value/time.ts';

/** Name of a stored object: random, `exports/<uuid>`. Does not identify a person. */
export type ObjectName = `exports/${string}`;

/**
 * Objects that are too large for a row: S3, or a directory in the embedded runtime. Encrypted at
 * rest by the store (SSE-KMS; AES-256-GCM under the file keyring).
 *
 * @throws ObjectsUnavailableError from every method when the store does not respond
 * @throws ObjectArgumentError for an invalid name, type or time
 */
export interface Objects {
  /**
   * Reads `body` to its end with constant memory; the object appears whole or not at all. Always
   * destroys the body; throws its errors unchanged.
   */
  put(name: ObjectName, body: Readable, contentType: string): Promise<{ readonly bytes: number }>;
  /** A link that returns the object, as an attachment called `filename`, until `expiresAt`. */
  link(name: ObjectName, filename: string, expiresAt: EpochMilliseconds): Promise<string>;
  exists(name: ObjectName): Promise<boolean>;
  /** Deletes the object and all its versions; an absent object is not an error. */
  delete(name: ObjectName): Promise<void>;
}
