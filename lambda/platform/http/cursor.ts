import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Key } from '../dynamo/statement.ts';
import { problem } from './problem.ts';

const shape = z.strictObject({
  s: z.string(),
  k: z.record(z.string().min(1).max(64), z.string().min(1).max(512)),
});

/**
 * The end of a page, opaque to clients.
 *
 * @param scope of the list, with the owner of its partition: `records/<subjectId>`. A cursor of
 * another list or another person is rejected.
 */
export const encodeCursor = (scope: string, key: Key): string =>
  Buffer.from(JSON.stringify({ s: fingerprint(scope), k: key })).toString('base64url');

/**
 * Returns undefined for a text that `encodeCursor(scope, …)` did not make; return `malformedCursor`
 * then.
 */
export function decodeCursor(scope: string, text: string): Key | undefined {
  const parsed = shape.safeParse(parse(text));
  return parsed.success && parsed.data.s === fingerprint(scope) ? parsed.data.k : undefined;
}

export const malformedCursor = problem('invalid-input', {
  errors: [
    {
      pointer: '/query/cursor',
      message: 'send the nextCursor of this list, or no cursor to begin',
    },
  ],
});

const fingerprint = (scope: string): string =>
  createHash('sha256').update(scope).digest('base64url').slice(0, 16);

function parse(text: string): unknown {
  if (!/^[\w-]{1,2048}$/.test(text)) return undefined;
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}
