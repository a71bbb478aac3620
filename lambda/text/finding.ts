import type { TextType } from '../value/text-types.ts';

export { textTypes } from '../value/text-types.ts';
export type { TextType } from '../value/text-types.ts';

/** Personal data in a text. Offsets are UTF-16 code units of the text as it was sent. */
export interface Finding {
  readonly type: TextType;
  readonly start: number;
  /** After the last unit. */
  readonly end: number;
  /** From 0 to 1: how much speaks for it. It orders findings and is no probability. */
  readonly score: number;
  /** The rule that found it, for example `luhn`, `labelled` or `tagger`. */
  readonly source: string;
}
