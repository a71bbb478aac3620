/** No answer, or one that does not say whether the message was accepted. Returned as 503. */
export class MailUnavailableError extends Error {
  override readonly name = 'MailUnavailableError';
}

/**
 * The service accepts no message of this sender: it is paused, in the sandbox or not verified, or its
 * configuration has a fault.
 */
export class MailRefusedError extends Error {
  override readonly name = 'MailRefusedError';
}

/** No sender is configured, or a message is malformed: a defect of the calling code. */
export class MailArgumentError extends Error {
  override readonly name = 'MailArgumentError';
}
