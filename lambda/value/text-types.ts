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
