import type { Readable } from 'node:stream';
import type { EpochMilliseconds } from '../../value/time.ts';

/** What is below a prefix has rights and a period of its own. */
export type ObjectPrefix = 'exports' | 'training';

/**
 * Name of a stored object: random, `exports/<uuid>`, or of a part that waits beside it,
 * `exports/<uuid>.<part>`. Does not identify a person.
 */
export type ObjectName = `${ObjectPrefix}/${string}`;

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
  /** Undefined if there is none. An object that was altered fails while it is read. */
  get(name: ObjectName): Promise<Readable | undefined>;
  /** Deletes the object, its parts and all versions; an absent object is not an error. */
  delete(name: ObjectName): Promise<void>;
  /** Deletes the parts alone. */
  deleteParts(name: ObjectName): Promise<void>;
}
