/** The holder of the keys does not answer. Answered as 503. */
export class KeyringUnavailableError extends Error {
  override readonly name = 'KeyringUnavailableError';
}

/** A wrapped key does not open: another keyring, another kid, or altered bytes. */
export class KeyNotUnwrappedError extends Error {
  override readonly name = 'KeyNotUnwrappedError';
}
