import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  keep,
  newPerson,
  officer,
  openRequestFixture,
  signedIn,
  submit,
} from '../request/request-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';
import { decided } from '../review/decided.ts';
import { bareEnvironment } from '../support/command-environment.ts';
import { examplePolicy } from '../support/example-policy.ts';

let fixture: RequestFixture;
let server: Server;
let url: string;
/** Of a token: who signed in, and with which scopes; all of them when absent. */
const tokens: Readonly<Record<string, { readonly name: string; readonly scopes?: string }>> = {
  dpo: { name: 'dpo@example.com' },
  deputy: { name: 'deputy@example.com' },
  clerk: { name: 'clerk@example.com', scopes: 'custos/requests' },
  auditor: { name: 'auditor@example.com', scopes: 'custos/ledger' },
};

beforeAll(async () => {
  const { requests } = examplePolicy;
  fixture = await openRequestFixture({
    ...examplePolicy,
    requests: { ...requests, portability: { ...requests.portability, approvals: 2 } },
  });
  server = createServer((request, response) => {
    void answered(request).then(({ status, headers, body }) =>
      response.writeHead(status, headers).end(body),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await fixture.stop();
});

async function answered(request: IncomingMessage) {
  const token = tokens[request.headers.authorization?.replace('Bearer ', '') ?? ''];
  const { pathname, searchParams } = new URL(request.url ?? '', url);
  const body = await text(request);
  const result = await fixture.send({
    method: request.method ?? 'GET',
    path: pathname,
    query: Object.fromEntries(searchParams),
    ...(body !== '' && { body: JSON.parse(body) as unknown }),
    ...(token === undefined
      ? { refusal: { refusal: 'unauthenticated' } }
      : { caller: { ...officer, name: token.name }, scopes: token.scopes }),
  } as Parameters<RequestFixture['send']>[0]);
  return { status: result.status, headers: result.headers, body: result.text };
}

async function custos(args: readonly string[], token = 'dpo', input = '', at = url) {
  const child = spawn(process.execPath, ['bin/custos.mjs', 'requests', ...args], {
    env: bareEnvironment({ CUSTOS_TOKEN: token, CUSTOS_URL: at }),
  });
  child.stdin.end(input);
  const [out, error] = [text(child.stdout), text(child.stderr)];
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, out: await out, error: await error };
}

const asked = async (body: object): Promise<string> => {
  const sent = await submit(fixture, signedIn(fixture), body);
  return sent.body.request.requestId as string;
};
const complaint = (reason = 'You wrote to me.') => asked({ kind: 'complaint', reason });

test('the list has what waits, the most urgent first, and what is being carried out only with --all', async () => {
  fixture.setClock(new Date(Date.now() - 40 * 86_400_000).toISOString());
  const overdue = await complaint();
  fixture.setClock(undefined);
  const recent = await complaint();
  const portability = await asked({ kind: 'portability' });
  const access = await asked({ kind: 'access' });

  const { code, out } = await custos(['list']);
  const all = await custos(['list', '--all']);
  const approvals = await custos(['list', '--waiting-for', 'approval', '--json']);

  expect(code).toBe(0);
  const [heading, , columns, first] = out.split('\n');
  expect(heading).toMatch(/^\d requests, 1 overdue$/);
  expect(columns).toMatch(/^request +kind +law +due +left +waits for$/);
  expect(first).toMatch(
    new RegExp(`^${overdue} +complaint +gdpr +\\d{4}-\\d{2}-\\d{2} +\\d+ days overdue +an answer$`),
  );
  expect(out).toMatch(new RegExp(`${recent} .* \\d+ days +an answer`));
  expect(out).toMatch(new RegExp(`${portability} .* approval 1 of 2`));
  expect(out).not.toContain(access);
  expect(all.out).toMatch(new RegExp(`${access} .* nothing: it is carried out`));
  const { items } = JSON.parse(approvals.out) as { items: { requestId: string }[] };
  expect(items.map(({ requestId }) => requestId)).toEqual([portability]);
});

test('two members of staff approve a request; the same one twice does not', async () => {
  const id = await asked({ kind: 'portability' });

  const first = await custos(['approve', id]);
  const again = await custos(['approve', id]);
  const second = await custos(['approve', id], 'deputy');

  expect(first).toMatchObject({ code: 0, error: '' });
  expect(first.out).toContain(`portability ${id}: approval-required`);
  expect(first.out).toContain('waits for approval 2 of 2.');
  expect(again).toMatchObject({ code: 1, out: '' });
  expect(again.error).toContain('another member of staff has to');
  expect(second.out).toContain(`${id}: in-progress`);
});

test('a mandate that an agent only declares is recorded with what staff were shown', async () => {
  const letter = {
    ...{ kind: 'access', subject: { type: 'email', value: 'agent-of@example.org' } },
    ...{
      channel: 'letter',
      receivedOn: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
    },
    agent: { name: 'Grace', contact: 'grace@example.org', mandate: 'self-declared' },
  };
  const entered = await custos(['on-behalf', '-', '--json'], 'dpo', JSON.stringify(letter));
  const { requestId } = JSON.parse(entered.out) as { requestId: string };

  const declared = await custos(['identify', requestId, '--mandate']);
  const shown = await custos(['identify', requestId, '--shown', 'signed', '--json']);

  expect(declared).toMatchObject({ code: 1, out: '' });
  expect(declared.error).toContain('name what you were shown (signed, power-of-attorney)');
  expect(JSON.parse(shown.out)).toMatchObject({ agent: { mandate: 'signed', checked: true } });
});

test('a letter is entered from a file, and identified by staff; its ground of refusal is of the law', async () => {
  const { email } = await newPerson(fixture);
  const letter = {
    ...{ kind: 'access', subject: { type: 'email', value: email }, channel: 'letter' },
    receivedOn: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
    agent: { name: 'Grace', contact: 'grace@example.org', mandate: 'signed' },
  };

  const entered = await custos(['on-behalf', '-', '--json'], 'dpo', JSON.stringify(letter));
  const { requestId } = JSON.parse(entered.out) as { requestId: string };
  const shown = await custos(['show', requestId]);
  const identified = await custos(
    ['identify', requestId, '--note-file', '-'],
    'dpo',
    'Came to the desk.',
  );
  const mandate = await custos(['identify', requestId, '--mandate']);

  expect(shown.out).toContain(`custos requests identify ${requestId} --mandate`);
  expect(shown.out).toMatch(/^received .*, by letter$/m);
  expect(identified.out).toContain('identity-required');
  expect(mandate.out).toContain('in-progress');

  const wrong = await custos(['deny', await complaint(), '--ground', 'legal-claims']);
  expect(wrong.code).toBe(1);
  expect(wrong.error).toContain('--ground: the law that applies gives these grounds: ');
  const invalid = await custos(['on-behalf', '-'], 'dpo', '{"kind": "access"}');
  expect(invalid.error).toContain(' /subject: ');
  expect((await custos(['on-behalf', '-'], 'dpo', 'Dear team')).error).toContain('is not JSON');
});

test('a restriction is lifted with notice, and kept after all; only one that is in force', async () => {
  const person = await newPerson(fixture);
  const { body } = await submit(fixture, person.caller, {
    ...{ kind: 'restriction', purposes: ['improvement'] },
  });
  const id = body.request.requestId as string;
  const inSevenDays = new Date(Date.now() + 7 * 86_400_000);

  const before = await custos(['show', id]);
  const early = await custos(['keep', id]);
  const lifted = await custos(['lift', id]);
  const announced = await custos(['show', id]);
  const again = await custos(['lift', id]);
  const goesOn = await custos(['keep', id, '--json']);

  expect(before.out).toMatch(/^restriction {5}in force: improvement$/m);
  expect(before.out).toContain(`next            custos requests lift ${id}`);
  expect(early).toMatchObject({ code: 1, out: '' });
  expect(early.error).toContain('No end of a restriction is announced');
  expect(lifted).toMatchObject({ code: 0, error: '' });
  expect(lifted.out).toBe(
    `restriction ${id}: completed, in force, ends on ${inSevenDays.toLocaleDateString('sv-SE')}.\n`,
  );
  expect(announced.out).toMatch(/^restriction {5}in force, ends on \S+: improvement$/m);
  expect(announced.out).toContain(`next            custos requests keep ${id}`);
  expect(again).toMatchObject({ code: 1, out: '' });
  expect(again.error).toContain('or its end is announced already');
  expect(JSON.parse(goesOn.out)).toMatchObject({ requestId: id, restriction: { inForce: true } });
  expect((await custos(['lift', await complaint()])).code).toBe(1);
});

test('corrections are shown side by side with the scope, and decided one by one', async () => {
  const person = await newPerson(fixture);
  await keep(fixture, person, [{ content: { city: 'Bonn' } }]);
  const { body: sent } = await submit(fixture, person.caller, {
    kind: 'rectification',
    corrections: [
      { category: 'prompt-text', pointer: '/city', value: 'Berlin\u001b[2J', reason: 'I moved.' },
      { category: 'prompt-text', pointer: '/street', value: 'Ring 1' },
    ],
  });
  const id = sent.request.requestId as string;

  const shown = await custos(['show', id]);
  const without = await custos(['show', id], 'clerk');
  const accepted = await custos(['correct', id, '1', '--accept'], 'clerk');
  const refused = await custos(['correct', id, '2', '--refuse', 'found-accurate'], 'clerk');
  const both = await custos(['correct', id, '1', '--accept', '--refuse', 'found-accurate']);
  const none = await custos(['correct', id, '3', '--accept']);

  expect(shown.out).toMatch(/^who asks +\S+@example\.org/m);
  expect(shown.out).toContain('waits for       decisions on 2 of 2 corrections');
  expect(shown.out).toMatch(
    /correction 1, prompt-text, \/city: waiting\n {2}stored +Bonn\n {2}records +1\n {2}wanted +Berlin\?\[2J\n {2}because +I moved\.\n/,
  );
  expect(without.out).toContain('shown with the scope custos/requests.identity');
  for (const personal of ['Bonn', 'Berlin', 'moved', person.email]) {
    expect(without.out).not.toContain(personal);
  }
  expect(accepted.out).toContain('decisions on 1 of 2 corrections');
  expect(refused.out).toContain(`${id}: partially-completed.`);
  expect(none.error).toContain('The request has no correction of this number: the last is 2.');
  expect(both).toMatchObject({ code: 1 });
  expect(both.error).toContain('give one of --accept and --refuse GROUND');
});

test('a complaint is answered from a file; the reasons are shown with the scope alone', async () => {
  const id = await complaint('You wrote to me on Sunday.');
  const answer = ['answer', id, '--outcome', 'upheld', '--reasons-file', '-'];

  const listed = await custos(['show', id]);
  const answered = await custos(answer, 'clerk', 'You had objected.\nWe are sorry.\n');
  const shown = await custos(['show', id]);
  const without = await custos(['show', id], 'clerk');

  expect(listed.out).toContain('wrote           You wrote to me on Sunday.');
  expect(listed.out).toContain(`custos requests answer ${id} --outcome OUTCOME`);
  expect(answered).toMatchObject({ code: 0, out: `complaint ${id}: completed.\n` });
  expect(shown.out).toMatch(/^answered +upheld\nbecause +You had objected\.\n +We are sorry\.$/m);
  expect(without.out).toMatch(/^answered +upheld$/m);
  expect(without.out).not.toContain('objected');
});

test('a human review shows what the system decided, with the scope for it', async () => {
  const person = await newPerson(fixture);
  const automatedDecisionId = await decided(fixture, person);
  const { body: sent } = await submit(fixture, person.caller, {
    ...{ kind: 'human-review', automatedDecisionId, reason: 'It was not me.' },
  });
  const id = sent.request.requestId as string;

  const shown = await custos(['show', id]);
  const without = await custos(['show', id], 'clerk');

  expect(shown.out).toMatch(/^waits for +an answer$/m);
  expect(shown.out).toMatch(/^decided by +scores, .+\noutcome +refused\nbecause of +Too many$/m);
  expect(shown.out).toMatch(/^wrote +It was not me\.$/m);
  expect(without.out).not.toMatch(/refused|Too many|not me/);
});

test('what the API does not do ends with 1 and what helps, no answer with 2', async () => {
  const id = await complaint();

  const refusals = {
    expired: await custos(['list'], 'none'),
    scope: await custos(['list'], 'auditor'),
    unknown: await custos(['show', randomUUID()]),
    late: await custos(['approve', id]),
    pause: await custos(['pause', id, '--ground', 'clarification-needed']),
  };

  expect(refusals.expired.error).toBe(
    'error: the token in CUSTOS_TOKEN is not valid (any more): get a new one\n',
  );
  expect(refusals.scope.error).toContain('lacks the scope custos/requests');
  expect(refusals.unknown.error).toContain('custos requests list has those that wait');
  expect(refusals.late.error).toContain(
    'The status of the request does not allow this; its `status` and `waitingFor` say what does.',
  );
  for (const { code, out } of Object.values(refusals)) expect([code, out]).toEqual([1, '']);
  const silent = await custos(['list'], 'dpo', '', 'http://127.0.0.1:1');
  expect([silent.code, silent.out]).toEqual([2, '']);
  expect(silent.error).toContain('the API does not answer: check --url');
});

test('time is extended, paused and resumed as the law lets it', async () => {
  const person = await newPerson(fixture, 'GB');
  const { body: sent } = await submit(fixture, person.caller, { kind: 'portability' });
  const id = sent.request.requestId as string;

  const extended = await custos(['extend', id, '--ground', 'complexity']);
  const { body: access } = await submit(fixture, (await newPerson(fixture, 'GB')).caller, {
    kind: 'complaint',
    reason: 'No.',
  });

  expect(extended.out).toMatch(/due \d{4}-\d{2}-\d{2} \((?:8\d|9\d) days\)/);
  expect(await custos(['resume', access.request.requestId as string])).toMatchObject({ code: 1 });
});
