import type { SystemCorrection } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import { corrected } from './correct.ts';
import { parseExact } from './exact-json.ts';
import type { ExactValue } from './exact-json.ts';
import type { NewBody } from './replace.ts';
import type { StoredObject } from './stored-object.ts';

/** A JSON document is in memory as a whole while it is corrected. */
export const largestDocumentBytes = 8 * 1024 * 1024;

export const isJson = (key: string, contentType: string): boolean =>
  /\.json$/i.test(key) || /^application\/(.+\+)?json\b/i.test(contentType);

/**
 * The document with the corrections; undefined if nothing changes or it is no JSON document.
 *
 * @throws SystemFaultError `unreadable`: a name comes twice in an object
 */
export async function correctedDocument(
  source: StoredObject,
  corrections: readonly SystemCorrection[],
): Promise<NewBody | undefined> {
  if (!isJson(source.key, source.contentType)) return undefined;
  if (source.bytes > largestDocumentBytes) return undefined;
  const bytes = Buffer.concat(await Array.fromAsync(await source.read()));
  const document = parsed(bytes.toString('utf8'));
  const result = document === undefined ? undefined : corrected(document, corrections);
  if (result === undefined) return undefined;
  return { changes: () => 1, body: [Buffer.from(JSON.stringify(result))] };
}

function parsed(text: string): ExactValue | undefined {
  try {
    return parseExact(text);
  } catch (error) {
    if (error instanceof SystemFaultError) throw error;
    return undefined;
  }
}
