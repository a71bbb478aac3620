/** The runtime cannot start; the message says how to fix it. */
export class StartRefusedError extends Error {
  override readonly name = 'StartRefusedError';
}
