import { pointerOf } from './pointer.ts';
import type { ProblemDetail } from './problem.ts';

interface Place {
  readonly value: unknown;
  readonly path: readonly (string | number)[];
}

/**
 * The first thing in a parsed body that no room can store as it was sent: half a character, a name
 * that JavaScript reserves, a number that is no longer the one in the text (RFC 7493 section 2.2).
 */
export function faultOfJsonValue(body: unknown): ProblemDetail | undefined {
  const places: Place[] = [{ value: body, path: [] }];
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const { value, path } = place;
    const message = faultOf(value);
    if (message !== undefined) return { pointer: pointerOf(path), message };
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, entry] of Object.entries(value)) {
      const inside = [...path, Array.isArray(value) ? Number(name) : name];
      if (name === '__proto__' || !name.isWellFormed()) {
        return { pointer: pointerOf(path), message: 'rename the field: its name is not allowed' };
      }
      places.push({ value: entry, path: inside });
    }
  }
  return undefined;
}

function faultOf(value: unknown): string | undefined {
  if (typeof value === 'string' && !value.isWellFormed()) {
    return 'send well-formed Unicode: a surrogate stands alone';
  }
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    return 'send a number beyond 2^53 as text, so that no digit is lost';
  }
  return undefined;
}
