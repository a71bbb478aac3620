import { isCarriedOut } from '../request/model/correction.ts';
import type { Task } from '../request/model/task.ts';
import type { RequestRow } from '../request/row.ts';
import type { RequestText } from '../request/text.ts';
import type { JsonValue } from '../value/json.ts';
import type { SystemCorrection } from './model/connector.ts';

/**
 * What systems and recipients are asked to correct: accepted corrections whose former value is known. None
 * is asked to change a value that it is not named, nor learns of a category that it does not have.
 *
 * @param of categories of the system, or those that the recipient received; a recipient is notified of what
 *   was carried out alone
 */
export function* correctionsFor(
  { corrections = [] }: Pick<RequestRow, 'corrections'>,
  { corrections: asked = [] }: RequestText,
  of: { readonly target: Task['target']; readonly categories: readonly string[] },
): Generator<SystemCorrection, void> {
  for (const [index, correction] of corrections.entries()) {
    const { category, decision } = correction;
    const text = asked[index];
    if (decision !== 'accept' || text === undefined) continue;
    if (!of.categories.includes(category)) continue;
    if (of.target === 'recipient' && !isCarriedOut(correction)) continue;
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
