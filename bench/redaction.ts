import { createApp } from '../lambda/platform/http/app.ts';
import type { ServiceCaller } from '../lambda/platform/http/handlers.ts';
import { textHandlers } from '../lambda/redaction/api.ts';
import { textRoutes } from '../lambda/redaction/routes.ts';
import { openSubjects } from '../lambda/subject/store.ts';
import { openSearch } from '../lambda/text/search.ts';
import { call } from '../test/support/call.ts';
import { startDatabase } from '../test/support/database.ts';
import type { Benchmark } from './measure.ts';
import { alternate, atMost, ratioOf } from './measure.ts';
import type { Waves } from './recorder.ts';
import { record, replay } from './recorder.ts';
import { connect, openService } from './service.ts';

const subject = { type: 'user-id', value: 'u-4711' } as const;
const caller: ServiceCaller = {
  kind: 'service',
  issuer: 'https://login.example.com',
  name: 'assistant',
};
const sentence =
  'Thank you for the call. We agreed to move the meeting to Thursday, and the report follows by then. ';
/** 4 KiB with three values. */
const text = `Dear team, write to alex@example.org or call +49 30 901820. ${sentence.repeat(39)}My card is 4111 1111 1111 1111.`;

export const redaction: Benchmark = {
  name: 'redaction',
  about: 'pseudonymise a message of 4 KiB, over the search alone and the calls of the SDK',
  async run(progress) {
    const service = await openService();
    const mirror = await startDatabase({ streams: 'off' });
    try {
      const recorder = record(service.database.client);
      const client = connect(mirror.endpoint);
      await openSubjects(service).register(subject, { by: 'service', residence: 'DE' });
      const app = createApp(service, textRoutes, textHandlers(service));
      const { find } = openSearch(service.policy.texts);
      const redact = async (): Promise<void> => {
        const body = { text, subject, mode: 'pseudonymise' };
        const { status } = await call(app, {
          ...{ method: 'POST', path: '/v1/text/redact', body, caller },
        });
        if (status !== 200) throw new Error(`redact answered ${status}`);
      };
      await redact();
      // The mirror has the same history, so that the same writes succeed on it.
      await replay(client, recorder.take());
      progress('4 KiB, three values');
      let waves: Waves = [];
      const medians = await alternate(
        {
          ours: async () => {
            await redact();
            waves = recorder.take();
          },
          limit: async () => {
            find(text);
            await replay(client, waves);
          },
        },
        { rounds: 300, warmUps: 60 },
      );
      client.destroy();
      const against = `the search, and ${waves.flat().length} calls of the SDK in ${waves.length} waves`;
      return [ratioOf({ name: 'redact 4 KiB', ...medians, unit: 'ms', against }, atMost(1.3))];
    } finally {
      await service.stop();
      await mirror.stop();
    }
  },
};
