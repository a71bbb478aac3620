import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { update } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { records } from '../../lambda/record/table.ts';
import { requests } from '../../lambda/request/table.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import {
  firstAttempt,
  follow,
  keep,
  newPerson,
  openRequestFixture,
  submit,
} from '../request/request-fixture.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';
import { erase } from './erasure-steps.ts';

let fixture: RequestFixture;
beforeAll(async () => {
  fixture = await openRequestFixture();
});
afterAll(() => fixture.stop());

/** Somebody altered one record past the API. */
async function withAlteredRecord(): Promise<Person> {
  const person = await newPerson(fixture);
  const { subjectId } = person;
  await keep(fixture, person, [{ content: 'one' }, { content: 'two' }, { content: 'three' }]);
  const rows = (await fixture.rows(records)).filter((row) => row['subjectId'] === subjectId);
  const [{ recordId, version, sealed }] = rows as [Record<string, unknown>];
  const altered = Uint8Array.from(sealed as Uint8Array, (byte) => byte ^ 1);
  const key = { subjectId, recordId: recordId as string };
  await transact(fixture.database, [update(records, key, version as number, { sealed: altered })]);
  return person;
}

describe('one part that is broken fails the whole erasure', () => {
  test('not a record that no one can decrypt: it is counted, deleted and certified', async () => {
    const person = await withAlteredRecord();
    const answer = await submit(fixture, person.caller, { kind: 'erasure' });

    await erase(fixture, firstAttempt(answer));

    const { body } = await follow(fixture, answer.body.followUpToken);
    expect(body).toMatchObject({
      ...{ status: 'completed', certificate: expect.any(String) as string },
      tasks: [{ counts: { 'prompt-text': 3 } }],
    });
    const left = (await fixture.rows(records)).filter(
      ({ subjectId }) => subjectId === person.subjectId,
    );
    expect(left).toEqual([]);
  });

  test('nor a request whose row cannot be read: the sweep looks after all others', async () => {
    const waiting: string[] = [];
    for (const kind of ['access', 'erasure', 'portability']) {
      const { caller } = await newPerson(fixture);
      waiting.push((await submit(fixture, caller, { kind })).body.request.requestId);
    }
    const [broken = ''] = waiting;
    const row = (await fixture.rows(requests)).find((one) => one['requestId'] === broken);
    const content = { kind: 'nonsense' };
    const key = { requestId: broken };
    await transact(fixture.database, [
      update(requests, key, Number(row?.['version']), { content }),
    ]);

    fixture.pass(86_400);
    const swept = await fixture.sweep();
    fixture.setClock(undefined);

    expect(swept).toMatchObject({ failed: 1 });
    expect(swept.handled).toBeGreaterThanOrEqual(2);
    expect(fixture.logged.join('\n')).toContain('"code":"FAILED"');
    for (const requestId of waiting.slice(1)) {
      const { progressAt } = (await fixture.requests.get(requestId as RequestId))!;
      expect(Date.parse(progressAt ?? '')).toBeGreaterThan(Date.now() + 86_000_000);
    }
  });
});
