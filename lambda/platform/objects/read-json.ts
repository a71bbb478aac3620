import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { answered, ObjectsUnavailableError } from './errors.ts';

/**
 * Reads an object that was written as JSON, whole.
 *
 * @throws ObjectsUnavailableError when it cannot be read, or is not whole
 */
export async function readJson(body: Readable): Promise<unknown> {
  const json = await answered(() => text(body));
  try {
    return JSON.parse(json);
  } catch {
    // No cause: an error of JSON.parse repeats what it rejects.
    throw new ObjectsUnavailableError('an object is not the JSON that was written');
  }
}
