/** Kinds of personal data that are found in texts. Closed and published. */
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

/** `payment-card` as it is read in a text: `PAYMENT_CARD`. */
export const wordOf = (type: TextType): string => type.replaceAll('-', '_').toUpperCase();

/** What is written in the place of a value: `[PAYMENT_CARD]`. */
export const labelOf = (type: TextType): string => `[${wordOf(type)}]`;
