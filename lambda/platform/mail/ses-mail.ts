import {
  BadRequestException,
  LimitExceededException,
  SESv2Client,
  SESv2ServiceException,
  SendEmailCommand,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { checkMessage, mailbox, reachable } from './checks.ts';
import { MailRefusedError, MailUnavailableError } from './errors.ts';
import type { Mail, MailOutcome, Message } from './mail.ts';
import { mimeOf } from './mime.ts';
import { parseSender } from './sender.ts';
import type { Sender } from './sender.ts';

/** With this tag the events of SES name the message. */
export const messageTag = 'custos_message';

/** Mail in AWS. The configuration set publishes what happened to each message later. */
export class SesMail implements Mail {
  readonly #sender: Sender;
  readonly #client: SESv2Client;

  constructor(sender: Sender, client: SESv2Client = openClient()) {
    this.#sender = sender;
    this.#client = client;
  }

  get perSecond(): number {
    return this.#sender.perSecond;
  }

  async send(message: Message): Promise<MailOutcome> {
    checkMessage(message);
    const address = reachable(message.to);
    if (address === undefined) return { kind: 'rejected-address' };
    const command = await this.#command(message, address);
    try {
      await this.#client.send(command);
      return { kind: 'sent' };
    } catch (error) {
      return outcomeOf(error);
    }
  }

  /** SES replaces `Message-ID` and `Date`; the tag is what its events name a message by. */
  async #command(message: Message, address: string): Promise<SendEmailCommand> {
    const { from, configurationSet } = this.#sender;
    const idDomain = from.slice(from.lastIndexOf('@') + 1);
    const raw = await mimeOf(message, { from, to: address, idDomain });
    return new SendEmailCommand({
      FromEmailAddress: mailbox(message.fromName, from),
      Destination: { ToAddresses: [address] },
      ConfigurationSetName: configurationSet,
      EmailTags: [{ Name: messageTag, Value: message.id }],
      Content: { Raw: { Data: raw } },
    });
  }
}

/** What `#mail` resolves to in a bundle for AWS. */
export const openMail = (place: string): Mail => new SesMail(parseSender(place));

/** `Illegal address`, `Domain contains dot-dot`. The addresses of the sender were checked before. */
const ofAddress = /\b(?:address|domain)\b/i;
/** Of an identity, its MAIL FROM domain, a configuration set, a template, a header or a tag. */
const ofDeployment = /verif|identit|\bfrom\b|sender|sending|configuration|template|header|\btag/i;

/**
 * SES has one error for every input that it does not accept; only its text says which. In doubt it is no
 * fault of the address: people who could be informed would count as unreachable.
 */
const isAboutRecipient = (message: string): boolean =>
  ofAddress.test(message) && !ofDeployment.test(message);

function outcomeOf(error: unknown): MailOutcome {
  // Both are answered before SES takes a message: the rate, and the quota of the day.
  if (error instanceof TooManyRequestsException || error instanceof LimitExceededException) {
    return { kind: 'throttled' };
  }
  if (error instanceof BadRequestException && isAboutRecipient(error.message)) {
    return { kind: 'rejected-address' };
  }
  // The message of an error has addresses, so it is not the cause of another one.
  if (error instanceof SESv2ServiceException && error.$fault === 'client') {
    throw new MailRefusedError(`the mail service accepts nothing from this sender: ${error.name}`);
  }
  throw new MailUnavailableError('the mail service did not say whether it took a message');
}

/**
 * One attempt: SES recognizes no repeated message, so an attempt of the SDK after a lost answer would
 * inform a person twice.
 */
const openClient = (): SESv2Client => {
  const client = new SESv2Client({
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: 10_000,
      throwOnRequestTimeout: true,
    },
  });
  // The default logger could write addresses.
  client.middlewareStack.remove('loggerMiddleware');
  return client;
};
