/**
 * What became of one notice to one person.
 *
 * `claimed`: a message is being sent, or was when the process ended; then the event of SES says whether
 * it went out. `sent`, `bounced` and `complained` follow from it. The others were not written to.
 */
export const deliveryStates = [
  'claimed',
  'sent',
  'bounced',
  'complained',
  'no-address',
  'rejected',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];
