import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fulfilExport } from '../../lambda/export/export.ts';
import { begin } from '../../lambda/request/attempt.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { openMailFixture } from '../mail/mail-fixture.ts';
import type { MailFixture } from '../mail/mail-fixture.ts';
import { newPerson, staff, submit } from '../request/request-fixture.ts';
import { asking, openIntakeFixture } from './intake-fixture.ts';
import type { IntakeFixture } from './intake-fixture.ts';

let intake: IntakeFixture;
let mail: MailFixture;
let called = 0;
const server = createServer((socket) => {
  called += 1;
  socket.destroy();
});
beforeAll(async () => {
  intake = await openIntakeFixture();
  mail = await openMailFixture(intake.fixture);
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
});
afterAll(async () => {
  server.close();
  await mail.stop();
  await intake.stop();
});

// Elsewhere an address in what was configured was called, that of the credentials of a role included.
test('CVE-2023-46124: no address that a person or an agent writes is called, or is a link in a mail', async () => {
  const { fixture } = intake;
  const { email, caller } = await newPerson(fixture);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/latest/meta-data`;
  const reason = `See ${url} and <img src="${url}">`;
  const agent = { name: `${url} Agent`, contact: url, mandate: 'signed' };

  const { requestId } = await intake.through(asking(email, { agent, reason }));
  await staff(fixture, 'GET', `/${requestId}`);
  const run = { requestId: requestId as RequestId, attempt: 1 };
  await begin(fixture, run);
  await fulfilExport(fixture, run);
  const { body } = await submit(fixture, caller, { kind: 'complaint', reason });
  // The receipts, which are outdated once there is an answer.
  await mail.deliver();
  const answer = { outcome: 'rejected', reasons: reason };
  await staff(fixture, 'POST', `/${body.request.requestId}/answer`, { body: answer });
  await mail.deliver();

  const letters = await mail.lettersTo(email);
  expect(letters.length).toBeGreaterThan(2);
  for (const { html, text } of letters) expect(`${html} ${text}`).not.toContain(`:${port}/`);
  expect(await intake.letter(requestId)).not.toContain(url);
  expect(called).toBe(0);
});
