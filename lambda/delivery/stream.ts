import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { consumePending } from '../intake/changes.ts';
import { openPlatform } from '../platform/platform.ts';
import { canSend } from '../platform/mail/mail.ts';
import { sendCode } from './code.ts';
import { consumeMails } from './consumer.ts';
import { mailDelivery } from './needs.ts';

const platform = openPlatform(mailDelivery);
const { database, subjectKeys, keyring, policy, clock, log, environment } = platform;
// Without a sender a mail is marked, and the function still starts.
const mail = canSend(environment.get('CUSTOS_MAIL_AT')) ? platform.mail : undefined;
/** Leaves time to finish the mail at hand. */
const budgetMilliseconds = mailDelivery.timeoutSeconds * 500;

const ofMails = consumeMails(
  { database, subjectKeys, keyring, policy, clock, log, mail },
  budgetMilliseconds,
);
const ofPending = consumePending(log, (requestId) => sendCode(platform, requestId));

/** A batch comes from one table. */
export const handler = (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
  'mailId' in (event.Records[0]?.dynamodb?.Keys ?? {}) ? ofMails(event) : ofPending(event);
