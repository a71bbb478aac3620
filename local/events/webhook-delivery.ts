import { systemClock } from '../../lambda/value/time.ts';
import type { Home } from '../home.ts';
import { deliverEvents } from './delivery.ts';
import { openWebhook } from './webhook.ts';
import { openWebhookSecret } from './webhook-secret.ts';

/** Posts the events of a home, signed, from where the last start stopped. */
export const deliverToWebhook = (
  home: Home,
  url: Parameters<typeof openWebhook>[0],
  say: (line: string) => void,
): ReturnType<typeof deliverEvents> =>
  deliverEvents({
    events: home.events,
    settled: home.webhook,
    undelivered: home.undeliveredEvents,
    post: openWebhook(url, openWebhookSecret(home.webhookSecret), systemClock),
    clock: systemClock,
    say,
  });
