import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { subjectKeys } from '../../lambda/platform/keyring/table.ts';
import { openRequests } from '../../lambda/request/table.ts';
import { asking, openIntakeFixture } from '../intake/intake-fixture.ts';
import type { IntakeFixture } from '../intake/intake-fixture.ts';
import { openMailFixture } from '../mail/mail-fixture.ts';
import type { MailFixture } from '../mail/mail-fixture.ts';
import { decided } from '../review/decided.ts';
import {
  consent,
  firstAttempt,
  keep,
  newPerson,
  staff,
  submit,
} from '../request/request-fixture.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';
import type { CallResult } from '../support/call.ts';
import { leaksIn, scanEverything } from '../support/leaks.ts';
import { erase } from './erasure-steps.ts';

let intake: IntakeFixture;
let fixture: RequestFixture;
let mail: MailFixture;
let person: Person;
let requestIds: readonly string[];
beforeAll(async () => {
  intake = await openIntakeFixture();
  ({ fixture } = intake);
  mail = await openMailFixture(fixture);
  person = await newPerson(fixture);
  requestIds = await everyRequest();
}, 60_000);
afterAll(async () => {
  await mail.stop();
  await intake.stop();
});

const says = (what: string) => `planted-${what} of a test person`;
const agent = { name: says('name'), contact: says('contact'), mandate: 'signed' };

/** Everything in which a person, an agent or staff write about a person who asks. */
async function everyRequest(): Promise<string[]> {
  await keep(fixture, person, [{ content: { city: says('record') } }]);
  await consent(fixture, person);
  const automatedDecisionId = await decided(fixture, person);
  const ids: string[] = [];
  const sent = async (body: object) => {
    const answer = await submit(fixture, person.caller, body);
    ids.push(idOf(answer));
    return idOf(answer);
  };
  const act = async (requestId: string, what: string, body: object) => {
    const { status, text } = await staff(fixture, 'POST', `/${requestId}/${what}`, { body });
    if (status !== 200) throw new Error(text);
  };
  const complaint = await sent({ kind: 'complaint', reason: says('complaint') });
  await act(complaint, 'answer', { outcome: 'rejected', reasons: says('answer') });
  await sent({ kind: 'human-review', automatedDecisionId, reason: says('contest') });
  const value = { city: says('correction') };
  const correction = { category: 'prompt-text', pointer: '/city', value, reason: says('why') };
  const rectification = await sent({ kind: 'rectification', corrections: [correction] });
  const refused = { decision: 'refuse', ground: 'found-accurate', note: says('note') };
  await act(rectification, 'corrections/1', refused);
  await sent({ kind: 'restriction', reason: says('restriction') });
  const letter = await staff(fixture, 'POST', '/on-behalf', {
    body: {
      ...asking(person.email, { kind: 'portability', agent, reason: says('letter') }),
      ...{ channel: 'letter', receivedOn: new Date(fixture.clock()).toISOString().slice(0, 10) },
    },
  });
  ids.push(idOf(letter));
  await act(idOf(letter), 'deny', { ground: 'manifestly-unfounded', note: says('denial') });
  // By an agent, and confirmed with the code; another one waits for its code.
  ids.push(
    (await intake.through(asking(person.email, { agent, reason: says('public') }))).requestId,
  );
  await intake.ask(asking(person.email, { kind: 'erasure', reason: says('pending') }));
  await mail.deliver();
  return ids;
}
const idOf = ({ body }: CallResult): string => body.request.requestId;

const planted = () => [person.email, person.caller.sub, 'planted-', 'of a test person'];
const leaks = async () => {
  const rows = await scanEverything(fixture.server.endpoint);
  return [
    ...rows.flatMap(({ table, text }) => leaksIn(table, text, planted())),
    ...leaksIn('log', fixture.logged.join('\n'), planted()),
  ];
};

describe('an erasure that searches for one form of an identifier and misses the others', () => {
  test('no form is readable in any table while requests of each kind are open', async () => {
    const tables = new Set(
      (await scanEverything(fixture.server.endpoint)).map(({ table }) => table),
    );

    expect([...tables]).toEqual(
      expect.arrayContaining([
        ...['test-requests', 'test-pending-requests', 'test-mails', 'test-activity'],
        ...['test-outbox', 'test-intake-limits', 'test-aliases', 'test-consents'],
      ]),
    );
    expect((await mail.lettersTo(person.email)).length).toBeGreaterThan(5);
    expect(await leaks()).toEqual([]);
  });

  test('nor after it: open requests are closed, and no row but evidence names the person', async () => {
    const answer = await submit(fixture, person.caller, { kind: 'erasure', reason: says('last') });

    await erase(fixture, firstAttempt(answer));

    expect(await leaks()).toEqual([]);
    const rows = await scanEverything(fixture.server.endpoint);
    const naming = rows.filter(({ text }) => text.includes(person.subjectId));
    expect([...new Set(naming.map(({ table }) => table))].sort()).toEqual([
      // No role deletes from it; its rows are unreadable without the key of its class.
      ...['test-activity', 'test-consents', 'test-requests', 'test-subject-keys'],
    ]);
    const keys = (await fixture.rows(subjectKeys)).filter(
      ({ subjectId }) => subjectId === person.subjectId,
    );
    expect(keys.map(({ erasureClass }) => erasureClass).sort()).toEqual([
      ...['consent-evidence', 'request-evidence'],
    ]);
    expect(await fixture.rows(openRequests)).toEqual([]);
    for (const requestId of requestIds) {
      const { body } = await staff(fixture, 'GET', `/${requestId}`);
      expect(body.status, body.kind).toMatch(/completed|denied|cancelled/);
      expect(body.subject, body.kind).toEqual({ identities: [] });
    }
  });
});
