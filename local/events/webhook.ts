import { Webhook } from 'standardwebhooks';
import type { Clock } from '../../lambda/value/time.ts';
import { StartRefusedError } from '../start-refused-error.ts';
import type { StoredEvent } from './event-file.ts';

/** Result of posting one event. */
export type DeliveryResult =
  | { readonly kind: 'taken' }
  /** The receiver rejected this event; it may accept another one. */
  | { readonly kind: 'refused'; readonly status: number }
  /** The receiver did not respond, or not as a receiver of events. */
  | { readonly kind: 'away' };

export type Post = (event: StoredEvent, signal: AbortSignal) => Promise<DeliveryResult>;

const longestAnswerMilliseconds = 15_000;

/** Status codes about the event, not about the receiver. */
const aboutTheEvent: ReadonlySet<number> = new Set([400, 409, 413, 415, 422]);

/**
 * Posts events by the Standard Webhooks specification: signed with the time of the attempt, under
 * the id of the event.
 */
export function openWebhook(url: URL, secret: string, clock: Clock): Post {
  const webhook = new Webhook(secret);
  return async ({ id, line }, signal) => {
    const at = new Date(clock());
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(longestAnswerMilliseconds)]),
        headers: {
          'content-type': 'application/cloudevents+json; charset=utf-8',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
          'webhook-signature': webhook.sign(id, at, line),
        },
        body: line,
      });
      await response.body?.cancel();
      if (response.ok) return { kind: 'taken' };
      const { status } = response;
      return aboutTheEvent.has(status) ? { kind: 'refused', status } : { kind: 'away' };
    } catch {
      return { kind: 'away' };
    }
  };
}

/** @throws StartRefusedError unless the text is a plain http or https URL */
export function webhookUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url?.username === '' && url.password === '';
  if (url !== undefined && isPlain && /^https?:$/.test(url.protocol)) return url;
  throw new StartRefusedError(
    'CUSTOS_WEBHOOK_URL must be an http or https URL without credentials',
  );
}
