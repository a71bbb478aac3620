import type { JsonValue } from '../../value/json.ts';
import { maximumPageBytes } from '../model/connector.ts';
import type { ExportItem } from '../model/connector.ts';
import { isPlain, parseExact } from './exact-json.ts';
import type { ExportPage } from './part.ts';

/** For counts, cursor and the frame of the page. */
const besidesItems = 32 * 1024;

export function exportPage(most = maximumPageBytes - besidesItems): ExportPage {
  const items: ExportItem[] = [];
  let used = 0;
  let isFull = false;
  const fits = (bytes: number) => {
    isFull ||= items.length > 0 && used + bytes > most;
    return !isFull;
  };
  return {
    items,
    add: (item) => {
      const bytes = Buffer.byteLength(JSON.stringify(item)) + 1;
      if (!fits(bytes)) return false;
      used += bytes;
      items.push(item);
      return true;
    },
    hasRoom: (bytes) => fits(Math.ceil(bytes / 3) * 4 + 2 * 1024),
    isFull: () => isFull,
  };
}

/** The value of a JSON text; undefined for other text and for numbers that would lose digits. */
export function jsonOf(bytes: Uint8Array): JsonValue | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return isPlain(parseExact(text)) ? (JSON.parse(text) as JsonValue) : undefined;
  } catch {
    return undefined;
  }
}

/** A name for a file in an archive: no step leads out of its folder, whatever the key is. */
export function fileName(key: string, versionId: string, isLatest: boolean): string {
  const steps = key
    .split('/')
    .map((step) => step.replaceAll(/[\\\p{Cc}]/gu, '_'))
    .map((step) => (/^\.{1,2}$/.test(step) ? '_' : step))
    .filter((step) => step !== '');
  const name = steps.length === 0 ? '_' : steps.join('/');
  return isLatest ? name : `${name} (version ${versionId})`;
}
