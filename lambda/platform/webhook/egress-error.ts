/** Why a call was not made, or has no response. Closed; no reason names an address. */
export const egressReasons = [
  'not-https',
  'host-not-declared',
  'address-not-public',
  'name-not-resolved',
  'unreachable',
  'certificate-invalid',
  'timed-out',
  'redirected',
  'response-too-large',
  'response-encoded',
] as const;
export type EgressReason = (typeof egressReasons)[number];

/** A call to another service was not made, or has no response that can be used. */
export class EgressError extends Error {
  override readonly name = 'EgressError';
  readonly reason: EgressReason;

  constructor(reason: EgressReason, options?: ErrorOptions) {
    super(`a call to another service ended: ${reason}`, options);
    this.reason = reason;
  }
}
