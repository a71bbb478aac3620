import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { follow, newPerson, staff, submit } from '../request/request-fixture.ts';
import { asking, newAddress, openIntakeFixture } from './intake-fixture.ts';
import type { IntakeFixture } from './intake-fixture.ts';

let intake: IntakeFixture;
beforeAll(async () => {
  intake = await openIntakeFixture();
});
beforeEach(() => intake.fixture.setClock(undefined));
afterAll(() => intake.stop());

const agent = { name: 'Grace Example', contact: 'grace@example.org', mandate: 'signed' };
const status = async (token: string) => (await follow(intake.fixture, token)).body;
const tokenIn = (letter: string | undefined): string => /cft_\S+/.exec(letter ?? '')?.[0] ?? '';

test('an agent sees how far the request is; the result is for the person, by their own token', async () => {
  const { email } = await newPerson(intake.fixture);

  const { requestId, followUpToken } = await intake.through(asking(email, { agent }));

  expect(await status(followUpToken)).toMatchObject({
    ...{ requestId, status: 'in-progress' },
    agent: { mandate: 'signed', confirmed: true, checked: false },
  });
  expect((await follow(intake.fixture, followUpToken, 'POST', '/download')).status).toBe(409);
  expect((await follow(intake.fixture, followUpToken, 'DELETE')).status).toBe(409);
  const own = tokenIn(await intake.letter(requestId));
  expect(own).not.toBe(followUpToken);
  expect((await follow(intake.fixture, own, 'DELETE')).body.status).toBe('cancelled');
});

test('what an agent sees has no count, ground, choice or event that says what is held', async () => {
  const { email } = await newPerson(intake.fixture);
  const { requestId, followUpToken } = await intake.through(asking(email, { agent }));
  const withheld = [
    { category: 'prompt-text', count: 7, ground: 'legal-obligation', reference: 'HGB' },
  ];
  await intake.fixture.requests.change(requestId as never, () => ({
    ...({ kind: 'change', to: 'partially-completed', events: ['certificate-issued'] } as const),
    set: {
      counts: { 'prompt-text': 12 },
      erasure: { withheld },
      certificate: 'a.b.c',
      unchanged: { reason: 'nothing-held' },
    },
  }));

  const seen = await status(followUpToken);
  expect(seen.status).toBe('partially-completed');
  expect(seen.tasks).toEqual([{ system: 'custos', status: 'completed' }]);
  expect(seen.timeline.map(({ event }: { event: string }) => event)).toEqual([
    ...['received', 'in-progress', 'partially-completed'],
  ]);
  expect(JSON.stringify(seen)).not.toMatch(/prompt-text|legal-obligation|nothing-held|a\.b\.c/);
  const own = await status(tokenIn(await intake.letter(requestId)));
  expect(own.certificate).toBe('a.b.c');
});

test('an agent whose request repeats an open one follows it as their own; the person opens it by their token', async () => {
  const { email, caller } = await newPerson(intake.fixture);
  const open = (await submit(intake.fixture, caller, { kind: 'access' })).body.request;

  const { requestId, followUpToken } = await intake.through(asking(email, { agent }));

  expect(await status(followUpToken)).toMatchObject({
    ...{ requestId, kind: 'access', status: 'in-progress' },
  });
  expect((await follow(intake.fixture, followUpToken, 'DELETE')).status).toBe(409);
  const own = tokenIn(await intake.letter(requestId));
  expect(await status(own)).toMatchObject({ requestId: open.requestId, channel: 'account' });
  expect((await follow(intake.fixture, own, 'DELETE')).body.status).toBe('cancelled');
  expect(await status(followUpToken)).toMatchObject({ requestId, status: 'cancelled' });
});

test.each([
  ['power-of-attorney', 409, 404],
  ['signed', 409, 409],
] as const)(
  'with the mandate %s, once staff have checked it, the result is answered %i, then %i',
  async (mandate, before, after) => {
    const { email } = await newPerson(intake.fixture);
    const { requestId, followUpToken } = await intake.through(
      asking(email, { agent: { ...agent, mandate } }),
    );
    // An export is finished in seconds: a mandate is checked after it as well.
    await intake.fixture.requests.change(requestId as never, () => ({
      ...({ kind: 'change', to: 'completed' } as const),
    }));
    const download = () => follow(intake.fixture, followUpToken, 'POST', '/download');
    expect((await download()).status).toBe(before);

    const checked = await staff(intake.fixture, 'POST', `/${requestId}/mandate`, { body: {} });

    expect(checked.body).toMatchObject({ status: 'completed', agent: { checked: true } });
    // There is no file in this test: 404 is the answer of a token that may have it.
    expect((await download()).status).toBe(after);
  },
);

test.each(['name', 'contact'])(
  'the %s of an agent has no sign that reorders it or controls a terminal; joiners stay',
  async (field) => {
    const asked = (text: string) =>
      intake.ask(asking(newAddress(), { agent: { ...agent, [field]: text } }));
    for (const sign of ['\u202e', '\u2066', '\u200f', '\u0007', '\u0085', '\n']) {
      const { status: code, body } = await asked(`Grace${sign}Example`);
      expect([code, body.errors[0].pointer]).toEqual([422, `/agent/${field}`]);
      expect(JSON.stringify(body)).not.toContain('Example');
    }

    expect((await asked('می\u200cخواهم')).status).toBe(202);
  },
);

test('a request by an agent says that the person is asked, and what a mandate changes', async () => {
  const { followUpToken } = (await intake.ask(asking(newAddress(), { agent, locale: 'de' }))).body;
  const english = (await intake.ask(asking(newAddress(), { agent }))).body;

  const { needs, status: waiting } = await status(english.followUpToken);
  expect(waiting).toBe('identity-required');
  expect(needs.why).toMatch(/code to the address of the person.*power of attorney/);
  expect((await status(followUpToken)).needs.why).toContain('Vollmacht');
});

test('the mail says what was asked for and that an agent asks, and repeats nothing that they wrote', async () => {
  const reason = 'Visit https://phishing.example now';
  const wish = { kind: 'erasure', reason, agent: { ...agent, name: reason } };
  const { requestId } = (await intake.ask(asking(newAddress(), wish))).body;

  await intake.deliver(requestId);

  const letter = (await intake.letter(requestId)) ?? '';
  expect(letter.replaceAll(/=?\r\n/g, ' ')).toMatch(/It is about the erasure of your data\./);
  expect(letter).toContain('An agent has sent this request on your behalf.');
  expect(letter).not.toContain('phishing');
  expect(letter).not.toContain(agent.contact);
});
