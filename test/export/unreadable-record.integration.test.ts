import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runFulfilment } from '../../lambda/fulfilment/run.ts';
import { update } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { SealBrokenError } from '../../lambda/platform/keyring/errors.ts';
import { records } from '../../lambda/record/table.ts';
import type { Attempt } from '../../lambda/request/attempt.ts';
import {
  firstAttempt,
  follow,
  keep,
  newPerson,
  openRequestFixture,
  staff,
  submit,
} from '../request/request-fixture.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';

let fixture: RequestFixture;
beforeAll(async () => {
  fixture = await openRequestFixture();
});
afterAll(() => fixture.stop());

const fulfil = (run: Attempt) =>
  runFulfilment(
    fixture,
    'recount',
    { step: (_: string, work: () => Promise<unknown>) => work() } as unknown as DurableContext,
    run,
  );

/** Flips a bit of every byte of one record past the API; a second time restores it. */
async function flipOne({ subjectId }: Person): Promise<void> {
  const rows = (await fixture.rows(records)).filter((row) => row['subjectId'] === subjectId);
  rows.sort((one, other) => String(one['recordId']).localeCompare(String(other['recordId'])));
  const { recordId, version, sealed } = rows[1]!;
  const flipped = Uint8Array.from(sealed as Uint8Array, (byte) => byte ^ 1);
  const key = { subjectId, recordId: recordId as string };
  await transact(fixture.database, [update(records, key, version as number, { sealed: flipped })]);
}

test.each(['access', 'portability'])(
  'one altered record fails an export for %s as a whole; once it is restored, another attempt completes it',
  async (kind) => {
    const person = await newPerson(fixture);
    await keep(fixture, person, [{ content: 'one' }, { content: 'two' }, { content: 'three' }]);
    await flipOne(person);
    const answer = await submit(fixture, person.caller, { kind });
    const { followUpToken, request } = answer.body;

    await expect(fulfil(firstAttempt(answer))).rejects.toThrow(SealBrokenError);

    const failed = (await follow(fixture, followUpToken)).body;
    expect(failed).toMatchObject({
      status: 'failed',
      tasks: [{ status: 'failed', error: 'attempt-failed' }],
    });
    expect(failed.export).toBeUndefined();
    expect((await follow(fixture, followUpToken, 'POST', '/download')).status).toBe(409);
    const waiting = await staff(fixture, 'GET', `/${request.requestId}`);
    expect(waiting.body.waitingFor).toBe('retry');

    await flipOne(person);
    await staff(fixture, 'POST', `/${request.requestId}/retry`);
    await fulfil({ ...firstAttempt(answer), attempt: 2 });

    expect((await follow(fixture, followUpToken)).body).toMatchObject({
      status: 'completed',
      tasks: [{ status: 'completed', counts: { 'prompt-text': 3 } }],
    });
  },
);
