import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { TaskKey } from '../../lambda/request/model/task.ts';
import { systemHandlers } from '../../lambda/system/api.ts';
import { systemApi } from '../../lambda/system/needs.ts';
import { systemRoutes } from '../../lambda/system/routes.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { newPerson, officer, submit } from '../request/request-fixture.ts';
import { call, justSignedIn } from '../support/call.ts';
import { bareEnvironment } from '../support/command-environment.ts';
import { openRunning } from '../system/running.ts';
import type { Running } from '../system/running.ts';

let running: Running;
let server: Server;
let url: string;
let requestId: RequestId;
let stop: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  running = await openRunning();
  const { fixture, stores } = running;
  const platform = { ...fixture, facts: systemApi, environment: {} as never };
  const app = createApp(platform, systemRoutes, systemHandlers(platform));
  server = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      const { pathname, searchParams } = new URL(request.url ?? '', url);
      const sent = {
        method: request.method ?? 'GET',
        path: pathname,
        query: Object.fromEntries(searchParams),
        caller: officer,
        ...(body !== '' && { body: JSON.parse(body) as object }),
      };
      const answer = pathname.includes('/tasks/')
        ? await call(app, justSignedIn(sent, fixture.clock()))
        : await fixture.send(sent);
      response.writeHead(answer.status, answer.headers).end(answer.text);
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  for (const id of ['memory', 'crm']) stores[id]!.fault = 'access-denied';
  const person = await newPerson(fixture);
  const { body } = await submit(fixture, person.caller, { kind: 'restriction' });
  ({ requestId } = body.request);
  stop = running.drive();
  await until('system:crm', 'waiting-for-staff');
  await until('system:memory', 'waiting-for-staff');
});
afterAll(async () => {
  await stop();
  server.close();
  await running.stop();
});

const until = (key: TaskKey, state: string) =>
  running.until(requestId, ({ tasks }) => tasks?.[key]?.state === state);

async function custos(args: readonly string[], input = '') {
  const child = spawn(process.execPath, ['bin/custos.mjs', 'requests', ...args], {
    env: bareEnvironment({ CUSTOS_TOKEN: 'token', CUSTOS_URL: url }),
  });
  child.stdin.end(input);
  const [out, error] = [text(child.stdout), text(child.stderr)];
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, out: await out, error: await error };
}

test('the list and the request name the systems that wait for staff, and the command for each', async () => {
  const listed = await custos(['list']);
  const shown = await custos(['show', requestId]);

  expect(listed.out).toMatch(new RegExp(`${requestId} .* system:crm, system:memory\\n`));
  expect(shown.out).toMatch(/^waits for {7}system:crm, system:memory$/m);
  expect(shown.out).toContain(`custos requests retry ${requestId} system:crm`);
  expect(shown.out).toMatch(/^system:memory {3}restrict waiting-for-staff, access-denied$/m);
});

test('a task that the request does not have is not taken for an unknown request', async () => {
  const { code, error } = await custos(['retry', requestId, 'system:unknown']);

  expect(code).toBe(1);
  expect(error).toContain('The request has no such task');
});

test('staff retry the task of a system, and end others with evidence or a reason', async () => {
  running.stores['memory']!.fault = undefined;
  const retried = await custos(['retry', requestId, 'system:memory']);

  expect(retried).toMatchObject({ code: 0, error: '' });
  await until('system:memory', 'done');
  const evidence = 'Ticket 4711; a search finds nothing.';
  const done = await custos(['mark-done', requestId, 'system:crm', '--evidence', '-'], evidence);
  expect(done).toMatchObject({ code: 0, error: '' });
  expect(done.out).toContain(`restriction ${requestId}: completed`);
  const row = await until('system:crm', 'done');
  expect(row.tasks?.['system:crm']?.by).toEqual(expect.any(String));

  // What has ended stays as it is, and the command says so.
  const reason = ['--reason', 'It was shut down in May.'];
  const late = await custos(['not-applicable', requestId, 'system:crm', ...reason]);
  expect(late.code).toBe(1);
  expect(late.error).toMatch(/^error: /);
});

test('a reason ends the task of a system that is no more', async () => {
  const person = await newPerson(running.fixture);
  running.stores['crm']!.fault = 'access-denied';
  const { body } = await submit(running.fixture, person.caller, { kind: 'restriction' });
  ({ requestId } = body.request);
  await until('system:crm', 'waiting-for-staff');

  const reason = ['--reason', 'It was shut down in May.'];
  const answer = await custos(['not-applicable', requestId, 'system:crm', ...reason]);

  expect(answer).toMatchObject({ code: 0, error: '' });
  await until('system:crm', 'not-applicable');
});

test('a task that is none, or an act without its text, is explained before anything is asked', async () => {
  const unknown = await custos(['mark-done', requestId, 'crm', '--evidence', 'Ticket 4711.']);
  const missing = await custos(['mark-done', requestId, 'system:crm']);

  expect(unknown).toMatchObject({ code: 1, out: '' });
  expect(unknown.error).toContain('system:crm');
  expect(missing).toMatchObject({ code: 1, out: '' });
  expect(missing.error).toContain('--evidence');
});
