import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { MailUnavailableError } from '../../../lambda/platform/mail/errors.ts';
import { SesMail } from '../../../lambda/platform/mail/ses-mail.ts';
import { messageTo } from './message.ts';
import { testSender } from './ses-server.ts';

test('a call without a timeout: a mail service that never answers is given up after ten seconds, and not asked again', async () => {
  let calls = 0;
  const server = createServer(() => {
    calls += 1;
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  // The client that functions have, which the SDK configures from the environment.
  vi.stubEnv('AWS_ENDPOINT_URL_SESV2', `http://127.0.0.1:${port}`);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');

  const begun = Date.now();
  const sent = new SesMail(testSender).send(messageTo('ada@example.org'));

  await expect(sent).rejects.toThrow(MailUnavailableError);
  expect(Date.now() - begun).toBeLessThan(15_000);
  expect(calls).toBe(1);
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
}, 30_000);
