/** What the engine finds. Closed, and the same in the contract of the API. */
export const textTypes = [
  'email',
  'phone',
  'payment-card',
  'iban',
  'ip-address',
  'mac-address',
  'url',
  'national-id',
  'date-of-birth',
  'postal-address',
  'person',
  'location',
  'organisation',
  'secret',
  'username',
  'device-id',
] as const;
export type TextType = (typeof textTypes)[number];

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
