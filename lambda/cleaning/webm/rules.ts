import type { Plan } from '../plan.ts';
import type { Reader } from '../reader.ts';
import { refuse } from '../refusal.ts';
import { elementAt, voidHead } from './elements.ts';
import type { Element } from './elements.ts';

/**
 * What a clean file has in the place of an element: a `number` stays where it has no more than 8 bytes;
 * `empty` is the length in zeros.
 */
export type Outcome = 'number' | 'same' | 'empty' | 'void' | Buffer | Rules;
export type Rule = Outcome | ((element: Element) => Promise<Outcome>);
/** By identifier. An element without a rule becomes void, also a checksum over what changes. */
export type Rules = ReadonlyMap<number, Rule>;

/** Numbers, and short codes such as a language. */
export const short = (...ids: readonly number[]): [number, Rule][] =>
  ids.map((id) => [id, 'number']);

/** Applies rules element by element; nothing moves. */
export class Rewriter {
  readonly #reader: Reader;
  readonly #plan: Plan;

  constructor(reader: Reader, plan: Plan) {
    this.#reader = reader;
    this.#plan = plan;
  }

  /**
   * @param ends identifiers that end the surroundings, where their length is not known
   * @returns where it stopped
   */
  async apply(start: number, end: number, rules: Rules, ends?: Rules): Promise<number> {
    let at = start;
    while (at < end) {
      const element = await elementAt(this.#reader, at, end);
      if (ends?.has(element.id) === true) return at;
      at = await this.#applyTo(element, end, rules.get(element.id) ?? 'void', ends ?? rules);
    }
    return at;
  }

  async #applyTo(element: Element, limit: number, rule: Rule, siblings: Rules): Promise<number> {
    const outcome = typeof rule === 'function' ? await rule(element) : rule;
    const { start, body, end } = element;
    if (outcome instanceof Map) {
      this.#plan.keep(start, body - start);
      return this.apply(
        body,
        end ?? limit,
        outcome as Rules,
        end === undefined ? siblings : undefined,
      );
    }
    if (end === undefined) return refuse('malformed');
    const isLong = end - body > 8;
    if (outcome === 'same' || (outcome === 'number' && !isLong))
      this.#plan.keep(start, end - start);
    else if (outcome === 'void' || outcome === 'number') {
      const head = voidHead(end - start);
      this.#plan.insert(head);
      this.#plan.zero(end - start - head.length);
    } else {
      this.#plan.keep(start, body - start);
      if (outcome === 'empty') this.#plan.zero(end - body);
      else this.#plan.insert(outcome as Buffer);
    }
    return end;
  }
}
