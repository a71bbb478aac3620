import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { toAttribute } from '../lambda/platform/dynamo/statement.ts';
import { createApp } from '../lambda/platform/http/app.ts';
import { sealJson } from '../lambda/platform/keyring/sealed-json.ts';
import { textHandlers } from '../lambda/redaction/api.ts';
import { textRoutes } from '../lambda/redaction/routes.ts';
import { textPseudonyms } from '../lambda/redaction/table.ts';
import { openSubjects } from '../lambda/subject/store.ts';
import { openSearch } from '../lambda/text/search.ts';
import { call } from '../test/support/call.ts';
import type { Benchmark } from './measure.ts';
import { alternate, atMost, ratioOf } from './measure.ts';
import { openService } from './service.ts';

const subject = { type: 'user-id', value: 'u-4711' } as const;
const sentence =
  'Thank you for the call. We agreed to move the meeting to Thursday, and the report follows by then. ';
/** 4 KiB with three values. */
const text = `Dear team, write to alex@example.org or call +49 30 901820. ${sentence.repeat(39)}My card is 4111 1111 1111 1111.`;

export const redaction: Benchmark = {
  name: 'redaction',
  about: 'pseudonymise a message of 4 KiB, over the search alone and one encrypted write',
  async run(progress) {
    const service = await openService();
    try {
      progress('4 KiB, three values');
      const registered = await openSubjects(service).register(subject, {
        by: 'service',
        residence: 'DE',
      });
      const { subjectId } = registered.subject;
      const app = createApp(service, textRoutes, textHandlers(service));
      const { find } = openSearch(service.policy.texts);
      const body = { text, subject, mode: 'pseudonymise' };
      const caller = { kind: 'service', issuer: 'https://login.example.com', name: 'a' } as const;
      const key = { subjectId, token: 'bench' };
      const medians = await alternate(
        {
          ours: async () => {
            const { status } = await call(app, {
              ...{ method: 'POST', path: '/v1/text/redact', body, caller },
            });
            if (status !== 200) throw new Error(`redact answered ${status}`);
          },
          limit: async () => {
            find(text);
            const address = { table: textPseudonyms, key, contentVersion: 1 };
            const { subjectKeys, database } = service;
            const sealed = await sealJson(subjectKeys, subjectId, 'pseudonym', address, body);
            await database.client.send(
              new PutItemCommand({
                TableName: database.physicalName(textPseudonyms),
                Item: {
                  subjectId: toAttribute(subjectId),
                  token: toAttribute('bench'),
                  sealed: toAttribute(sealed),
                },
              }),
            );
          },
        },
        { rounds: 200, warmUps: 40 },
      );
      const against = 'the search and one encrypted write';
      return [ratioOf({ name: 'redact 4 KiB', ...medians, unit: 'ms', against }, atMost(1.3))];
    } finally {
      await service.stop();
    }
  },
};
