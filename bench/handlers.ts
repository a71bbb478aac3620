import { randomUUID } from 'node:crypto';
import type { ServiceCaller } from '../lambda/platform/http/handlers.ts';
import { openSubjects } from '../lambda/subject/store.ts';
import type { Call } from '../test/support/call.ts';
import { proxyEvent } from '../test/support/call.ts';
import { startDatabase } from '../test/support/database.ts';
import type { Benchmark, Ratio } from './measure.ts';
import { alternate, atMost, ratioOf } from './measure.ts';
import type { Waves } from './recorder.ts';
import { record, replay } from './recorder.ts';
import { appOf, sendTo } from './service-app.ts';
import { connect, openService } from './service.ts';

const issuer = 'https://login.example.com';
const assistant: ServiceCaller = { kind: 'service', issuer, name: 'assistant' };
const person = { type: 'user-id', value: 'u-4711' } as const;

const post = (path: string, body: object, headers: Record<string, string> = {}): Call => ({
  ...{ method: 'POST', path, body, headers },
  caller: assistant,
});
const fresh = () => ({ 'Idempotency-Key': randomUUID() });

const disclosure = {
  ...{ subject: person, recipient: 'support-desk', purpose: 'support', categories: ['feedback'] },
};

const requests = {
  decision: () =>
    post('/v1/decisions', {
      subject: person,
      purpose: 'service-provision',
      category: 'prompt-text',
    }),
  consent: () =>
    post(
      '/v1/consents',
      {
        ...{ subject: person, purpose: 'improvement', state: 'refused' },
        ...{ locale: 'en', method: 'settings' },
      },
      fresh(),
    ),
  'record write': () =>
    post(
      '/v1/records',
      {
        ...{ subject: person, category: 'prompt-text', purposes: ['service-provision'] },
        content: { text: 'Plan a weekend in Lisbon for two, by train. '.repeat(20) },
      },
      fresh(),
    ),
  '100 disclosures': () =>
    post('/v1/disclosures', { items: Array.from({ length: 100 }, () => disclosure) }, fresh()),
};

/** Calls of a batch write 300 rows each. */
const roundsOf = (name: string) =>
  name === '100 disclosures' ? { rounds: 40, warmUps: 8 } : { rounds: 300, warmUps: 60 };

export const handlers: Benchmark = {
  name: 'handlers',
  about: 'a warm handler, over the calls of the SDK that it makes',
  async run(progress) {
    const service = await openService();
    const mirror = await startDatabase({ streams: 'off' });
    try {
      const recorder = record(service.database.client);
      const client = connect(mirror.endpoint);
      const app = appOf(service);
      const send = sendTo(app);
      await openSubjects(service).register(person, { by: 'service', residence: 'DE' });
      for (const make of Object.values(requests)) await send(make());
      // The mirror has the same history, so that the same writes succeed on it.
      await replay(client, recorder.take());
      const ratios: Ratio[] = [];
      for (const [name, make] of Object.entries(requests)) {
        progress(name);
        let waves: Waves = [];
        let event = proxyEvent(make());
        const medians = await alternate(
          {
            // The event of API Gateway, which the function is given.
            before: () => {
              event = proxyEvent(make());
            },
            ours: async () => {
              const { statusCode } = await app(event);
              if (statusCode >= 300) throw new Error(`${name} returned ${statusCode}`);
              waves = recorder.take();
            },
            limit: () => replay(client, waves),
          },
          roundsOf(name),
        );
        const against = `${waves.flat().length} calls of the SDK in ${waves.length} waves`;
        ratios.push(ratioOf({ name, ...medians, unit: 'ms', against }, atMost(1.3)));
      }
      client.destroy();
      return ratios;
    } finally {
      await service.stop();
      await mirror.stop();
    }
  },
};
