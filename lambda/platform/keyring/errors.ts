/** KMS, or the key file, does not respond. Returned as 503. */
export class KeyringUnavailableError extends Error {
  override readonly name = 'KeyringUnavailableError';

  static from(cause: unknown): KeyringUnavailableError {
    return new KeyringUnavailableError('the keyring did not answer', { cause });
  }
}

/** A wrapped key cannot be unwrapped: another keyring, another kid, or altered bytes. */
export class KeyNotUnwrappedError extends Error {
  override readonly name = 'KeyNotUnwrappedError';

  constructor(options?: ErrorOptions) {
    super('a wrapped key does not open with this keyring and kid', options);
  }
}

/** More bytes than AWS KMS signs; hash the message first. */
export class MessageTooLongError extends Error {
  override readonly name = 'MessageTooLongError';

  constructor(maximumBytes: number) {
    super(`a message holds at most ${maximumBytes} bytes`);
  }
}

/** An encrypted row cannot be decrypted although its key exists: it was altered or moved. */
export class SealBrokenError extends Error {
  override readonly name = 'SealBrokenError';

  constructor(table: string, reason: 'wrong-key-or-row' | 'tampered' | 'malformed') {
    super(`an encrypted row of ${table} does not open: ${reason}`);
  }
}
