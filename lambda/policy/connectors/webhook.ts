import * as z from 'zod';
import { certificateAuthority, identifiers } from './fields.ts';

/** Where signed requests go: the connection is checked once more before each (`lambda/platform/webhook`). */
export const webhookUrl = z.string().max(1_000).refine(isWebhookUrl, {
  error: 'must be an https address of a host, without user name, password and fragment',
});

function isWebhookUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password, hash } = new URL(value);
  // On one machine a receiver under development has no certificate.
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const isSecure = protocol === 'https:' || (protocol === 'http:' && isHere);
  return isSecure && username === '' && password === '' && hash === '';
}

/** A service of the operator or of a processor, over HTTPS. */
export const webhookSettings = z.strictObject({
  kind: z.literal('webhook').describe('A service that takes signed requests over HTTPS.'),
  url: webhookUrl.describe('Where requests are sent: https://crm.example.com/privacy.'),
  identifiers,
  certificateAuthority,
  answer: z
    .enum(['at-once', 'callback', 'polling'])
    .default('at-once')
    .describe(
      'How it answers: in the response, by a call of `POST /v1/system-answers/…`, or when it is asked again.',
    ),
});
export type WebhookSettings = z.output<typeof webhookSettings>;
