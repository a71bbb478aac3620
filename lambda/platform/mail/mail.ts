/** One message to one person. */
export interface Message {
  /**
   * The same for a message that is sent again: `A-Z a-z 0-9 _ -`, random ids alone. It comes back with
   * what happened to the message later.
   */
  readonly id: string;
  readonly to: string;
  /** Who writes: the name that people read before the address of the sender. */
  readonly fromName: string;
  /** Where an answer goes. */
  readonly replyTo: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
  /** The same in HTML, for a message that has it. */
  readonly html?: string;
  readonly locale: string;
}

export type MailOutcome =
  | { readonly kind: 'sent' }
  /** No mail can reach this address, from any sender. */
  | { readonly kind: 'rejected-address' }
  /** Not accepted now: send it again later. */
  | { readonly kind: 'throttled' };

/**
 * Sends mail: SES, or a folder in the embedded runtime. Neither an address nor a text is logged, or
 * part of an error.
 *
 * @throws MailUnavailableError when it is not known whether the message was accepted
 * @throws MailRefusedError when the service accepts no message of this sender
 * @throws MailArgumentError for a message that no address can be the reason to reject
 */
export interface Mail {
  /** Messages that the sender takes in a second. */
  readonly perSecond: number;
  /**
   * The folder recognizes a message by its id and does not send it again. SES does not: the caller
   * records the intention first, and learns from the event `sent` what became of a call without an answer.
   */
  send(message: Message): Promise<MailOutcome>;
}

/** The value of CUSTOS_MAIL_AT where no sender is configured. */
export const noSender = 'off';

/** Whether mail can be sent, by the value of CUSTOS_MAIL_AT. */
export const canSend = (place: string): boolean => place !== noSender;
