import type { RequestRow } from '../request/row.ts';
import type { RequestText } from '../request/text.ts';
import type { JsonValue } from '../value/json.ts';
import type { SystemCorrection } from './model/connector.ts';

/**
 * What systems are asked to correct: accepted corrections whose former value is known. A system is never
 * asked to change a value that it is not named.
 */
export function* correctionsFor(
  { corrections = [] }: Pick<RequestRow, 'corrections'>,
  { corrections: asked = [] }: RequestText,
): Generator<SystemCorrection, void> {
  for (const [index, { category, decision }] of corrections.entries()) {
    const text = asked[index];
    if (decision !== 'accept' || text === undefined) continue;
    for (const former of text.former ?? []) {
      const old = former as JsonValue;
      if (text.kind === 'set') {
        yield { category, pointer: text.pointer, old, new: text.value as JsonValue };
      } else {
        // Of a record that is removed nothing right is known.
        yield { category, old, new: text.kind === 'replace' ? (text.content as JsonValue) : null };
      }
    }
  }
}
