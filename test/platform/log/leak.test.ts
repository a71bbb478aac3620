import { expect, test } from 'vitest';
import { answer } from '../../../lambda/platform/http/handlers.ts';
import { problem } from '../../../lambda/platform/http/problem.ts';
import { fieldNames, messages } from '../../../lambda/platform/log/messages.ts';
import type { Call } from '../../support/call.ts';
import { leaksIn } from '../../support/leaks.ts';
import { ada, assistant, ask, openThings } from '../http/things.ts';

const identifiers = ['ada.lovelace', 'sub-of-ada', '+491511234567', 'IMEI-356938035643809'];
const [name, sub, phone, device] = identifiers;
const email = `${name}@example.com`;

const thing = { subject: { type: 'email', value: email }, name };
const calls: Call[] = [
  { method: 'GET', path: '/v1/me/things/one', caller: { ...ada, email } },
  { method: 'GET', path: `/v1/me/things/${name}`, caller: ada },
  { method: 'GET', path: `/v1/${email}`, caller: ada },
  { method: 'PATCH', path: `/v1/me/things/${name}`, caller: ada },
  { method: `${name}`, path: '/v1/me/things/one', caller: ada },
  { method: 'GET', path: '/v1/me/things/%ff', caller: ada, query: { [`${name}`]: `${phone}` } },
  { method: 'GET', path: '/v1/me/things', caller: ada, query: { cursor: email, limit: email } },
  { method: 'GET', path: '/v1/me/things/one', headers: { Authorization: `Bearer ${name}` } },
  {
    method: 'GET',
    path: '/v1/things-followed',
    headers: { Authorization: `Custos-Follow-Up ${sub}` },
  },
  { method: 'POST', path: '/v1/things', caller: assistant, body: thing },
  { method: 'POST', path: '/v1/things', caller: { ...assistant, name: email }, body: thing },
  { method: 'POST', path: '/v1/things', caller: assistant, body: { ...thing, [email]: device } },
  { method: 'POST', path: '/v1/things', caller: assistant, body: `{"name":"${device}"` },
  { method: 'POST', path: '/v1/things', caller: assistant, body: { subject: phone, name: device } },
  {
    method: 'POST',
    path: '/v1/things',
    caller: assistant,
    body: thing,
    headers: { 'Content-Type': `text/${name}`, 'User-Agent': email, 'X-Request-Id': email },
  },
];

const replies = [
  () => answer(200, { email, phone }),
  () => problem('conflict', { detail: email, extensions: { phone } }),
  () => {
    throw new TypeError(`no such person: ${email}, ${phone}\n    at ${name} (x.ts:1:1)`);
  },
  () => {
    throw Object.assign(new Error(email, { cause: new Error(phone) }), { code: device, sub });
  },
];

test('no call writes anything about a person to the log', async () => {
  const things = openThings();

  for (const reply of replies) {
    things.reply = reply;
    for (const request of calls) await ask(things, request);
  }

  const lines = things.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const count = (code: string) => lines.filter((line) => line['code'] === code).length;
  expect(count('STARTED')).toBe(calls.length * replies.length);
  expect(count('COMPLETED')).toBe(calls.length * replies.length);
  expect(count('FAILED')).toBeGreaterThan(0);
  expect(things.lines.flatMap((line) => leaksIn('the log', line, identifiers))).toEqual([]);

  const allowed = ['time', 'level', 'code', 'message', 'function', 'stage', ...fieldNames];
  for (const line of lines) {
    expect(allowed).toEqual(expect.arrayContaining(Object.keys(line)));
    expect(Object.values(messages)).toContain(line['message']);
    expect(line['requestId']).toMatch(/^[0-9a-f-]{36}$/);
  }
});
