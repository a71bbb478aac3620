import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../lambda/platform/http/app.ts';
import { exemptKeyClasses } from '../../lambda/erasure/exempt-classes.ts';
import type { Person } from './calls.ts';
import { mine, writeRequest, post, newPerson, write, writeBatch } from './calls.ts';
import { openRecordFixture } from './record-fixture.ts';
import type { RecordFixture } from './record-fixture.ts';
import { anyOrder } from '../support/destruction.ts';

let fixture: RecordFixture;
let app: App;
beforeAll(async () => {
  fixture = await openRecordFixture({ streams: 'off' });
  app = fixture.recordApp();
});
afterAll(() => fixture.stop());

const log = (person: Pick<Person, 'subject'>, content: unknown) =>
  writeRequest(person, { category: 'usage-log', purposes: ['safety'], content });
async function devicesOf(person: Person, content: object): Promise<string[]> {
  const { body } = await write(app, log(person, content));
  const read = await mine(app, person, 'GET', body.recordId);
  const { deviceId, net } = read.body.content as { deviceId: string; net: { device_id: string } };
  return [deviceId, net.device_id];
}
const content = {
  deviceId: 'tablet-of-the-household',
  net: { device_id: 'tablet-of-the-household' },
};

describe('GDPR Art. 4(5), 25(1): the pseudonym of a device', () => {
  test('is the same in all records of one person, wherever it is', async () => {
    const ada = await newPerson(fixture);

    const [first, ...others] = [
      ...(await devicesOf(ada, content)),
      ...(await devicesOf(ada, content)),
    ];

    expect(first).toMatch(/^p2\.[\w-]{43}$/);
    expect(new Set(others)).toEqual(new Set([first]));
  });

  test('leads from no person to another', async () => {
    const people = [await newPerson(fixture), await newPerson(fixture), await newPerson(fixture)];

    const pseudonyms = await Promise.all(people.map((person) => devicesOf(person, content)));

    expect(new Set(pseudonyms.flat()).size).toBe(people.length);
  });

  test('ends with an erasure: who is registered again has another', async () => {
    const ada = await newPerson(fixture);
    const before = await devicesOf(ada, content);
    await fixture.subjectKeys.destroy(ada.subjectId, {
      order: anyOrder,
      keep: [...exemptKeyClasses],
    });
    const left = await fixture.subjectKeys.list(ada.subjectId);

    const after = await devicesOf(ada, content);

    expect(left.map(({ erasureClass }) => erasureClass)).not.toContain('pseudonym');
    expect(after[0]).not.toBe(before[0]);
  });
});

describe('a log that still holds an address', () => {
  const line = { message: 'connected from 203.0.113.77' };
  interface Warned {
    readonly warnings?: readonly string[];
  }

  test('is stored and warned of, again when the call is repeated', async () => {
    const ada = await newPerson(fixture);
    const key = crypto.randomUUID();

    const first = await write(app, log(ada, line), key);
    const again = await write(app, log(ada, line), key);

    for (const { status, body, text } of [first, again]) {
      expect(status).toBe(201);
      expect((body as Warned).warnings).toEqual(['address-in-text']);
      expect(text).not.toContain('203.0.113');
    }
  });

  test('is named among the items of a batch', async () => {
    const ada = await newPerson(fixture);
    const key = crypto.randomUUID();
    const items = [
      log(ada, { ip: '203.0.113.77' }),
      log(ada, line),
      writeRequest(ada, { content: line }),
    ];

    for (const { body } of [
      await writeBatch(app, items, key),
      await post(app, '/v1/records/batch', { items }, key),
    ]) {
      expect((body.items as readonly Warned[]).map(({ warnings }) => warnings)).toEqual([
        undefined,
        ['address-in-text'],
        undefined,
      ]);
    }
  });
});
