import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queued } from '../../lambda/mail/queue.ts';
import { mailsOf } from '../../lambda/mail/store.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { newRequestId } from '../../lambda/value/ids.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import type { TestDatabase } from '../support/database.ts';
import { startDatabase } from '../support/database.ts';
import { examplePolicy as policy } from '../support/example-policy.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await startDatabase();
});
afterAll(() => server.stop());

const at = '2026-11-28T12:00:00.000Z';
const clock = () => milliseconds(Date.parse(at));
const attributes = ({ parameters }: ReturnType<typeof queued>) => JSON.stringify(parameters);

describe('a mail that is queued', () => {
  it('is a row of the request with neither an address nor a text', async () => {
    const requestId = newRequestId();
    const statement = queued({ policy, clock }, { requestId, template: 'receipt', locale: 'de' });
    await transact(server.database, [statement]);
    expect(await mailsOf(server.database, requestId)).toEqual([
      {
        ...{ requestId, mailId: statement.key['mailId'], version: 1 },
        ...{ template: 'receipt', locale: 'de', state: 'queued', at, queuedAt: at },
        ...{ tries: 0, rounds: 0, attentionAt: '2026-11-28T12:02:00.000Z' },
      },
    ]);
  });

  it('ages out with the evidence of its request, that of a code within a day', () => {
    const requestId = newRequestId();
    const mail = (template: 'code' | 'receipt') =>
      attributes(queued({ policy, clock }, { requestId, template }));
    const day = Date.parse('2026-11-29T12:00:00Z') / 1_000;
    expect(mail('code')).toContain(`"N":"${day}"`);
    expect(mail('receipt')).toContain(`"N":"${Date.parse('2029-11-28T12:00:00Z') / 1_000}"`);
  });
});
