import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { recordHandlers } from '../../lambda/record/api.ts';
import { recordRoutes } from '../../lambda/record/routes.ts';
import type { Person } from '../request/request-fixture.ts';
import { keep, newPerson } from '../request/request-fixture.ts';
import { call } from '../support/call.ts';
import type { RedactionFixture } from './redaction-fixture.ts';
import { openRedactionFixture, subjectOf } from './redaction-fixture.ts';

let fixture: RedactionFixture;
beforeAll(async () => {
  fixture = await openRedactionFixture();
});
afterAll(() => fixture.stop());

const assistant = { kind: 'service', issuer: 'https://services.example.com', name: 'a' } as const;
const content = {
  messages: [
    { role: 'user', text: 'I am alex@example.org, reach me there.' },
    { role: 'assistant', text: 'Noted.' },
  ],
  reply: 'sam@example.org',
};

const post = (path: string, body: unknown, policy: Policy = fixture.policy) => {
  const parts = { ...fixture, policy };
  const app = createApp(parts, recordRoutes, recordHandlers(parts));
  const headers = { 'idempotency-key': crypto.randomUUID() };
  return call(app, { method: 'POST', path, caller: assistant, body, headers });
};
const query = (person: Person, purpose: string, policy?: Policy) =>
  post('/v1/records/query', { subject: subjectOf(person), purpose }, policy);

describe('minimise by redact-text', () => {
  const ruled = (rule: object): Policy => {
    const { categories } = fixture.policy;
    const prompts = { ...categories['prompt-text']!, minimise: [rule as never] };
    return { ...fixture.policy, categories: { ...categories, 'prompt-text': prompts } };
  };
  const stored = async (policy: Policy) => {
    const person = await newPerson(fixture);
    const subject = subjectOf(person);
    const purposes = ['service-provision'];
    const body = { subject, category: 'prompt-text', purposes, content };
    expect((await post('/v1/records', body, policy)).status).toBe(201);
    return (await query(person, 'service-provision')).body.items[0].content;
  };

  test('stores the type in the place of what is found, at any depth below the field', async () => {
    expect(await stored(ruled({ field: '/messages', by: 'redact-text' }))).toEqual({
      messages: [
        { role: 'user', text: 'I am [EMAIL], reach me there.' },
        { role: 'assistant', text: 'Noted.' },
      ],
      reply: 'sam@example.org',
    });
  });

  test('looks for the types of the rule only', async () => {
    const rule = { field: '/messages', by: 'redact-text', types: ['payment-card'] };

    expect(await stored(ruled(rule))).toEqual(content);
  });
});

describe('the obligation redact', () => {
  test('is carried out by the query, which says what it replaced', async () => {
    const person = await newPerson(fixture, 'US-CA');
    await keep(fixture, person, [{ content, purposes: ['service-provision', 'training'] }]);
    const { purposes } = fixture.policy;
    const training = { ...purposes['service-provision']!, obligations: ['redact' as const] };
    const policy = { ...fixture.policy, purposes: { ...purposes, training } };

    const { status, body } = await query(person, 'training', policy);

    expect([status, body.items]).toMatchObject([
      200,
      [
        {
          content: {
            messages: [{ text: 'I am [EMAIL], reach me there.' }, { text: 'Noted.' }],
            reply: '[EMAIL]',
          },
          redacted: { email: 2 },
        },
      ],
    ]);
  });

  test('of one purpose does not change what another purpose has', async () => {
    const person = await newPerson(fixture);
    await keep(fixture, person, [{ content }]);

    const { body } = await query(person, 'service-provision');

    expect(body.items).toMatchObject([{ content }]);
    expect(body.items[0]).not.toHaveProperty('redacted');
  });
});
