import type { Readable } from 'node:stream';
import type { EpochMilliseconds } from '../../value/time.ts';

/** Name of a stored object: random, `exports/<uuid>`. Says nothing about a person. */
export type ObjectName = `exports/${string}`;

/**
 * Objects too large for a row: S3, or a directory in the embedded runtime. Encrypted at rest by the
 * store (SSE-KMS; AES-256-GCM under the file keyring).
 *
 * @throws ObjectsUnavailableError from every method when the store does not answer
 * @throws ObjectArgumentError for a name, type or time that no object of ours has
 */
export interface Objects {
  /**
   * Reads `body` to its end with flat memory; the object appears whole or not at all. The body is
   * destroyed in any case; its own errors are thrown as they are.
   */
  put(name: ObjectName, body: Readable, contentType: string): Promise<{ readonly bytes: number }>;
  /** A link that returns the object, as an attachment called `filename`, until `expiresAt`. */
  link(name: ObjectName, filename: string, expiresAt: EpochMilliseconds): Promise<string>;
  exists(name: ObjectName): Promise<boolean>;
  /** Removes the object and every version of it; absent objects are no error. */
  delete(name: ObjectName): Promise<void>;
}
