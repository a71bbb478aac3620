/** The runtime cannot start here and now; the message says what to do about it. */
export class StartRefusedError extends Error {
  override readonly name = 'StartRefusedError';
}
