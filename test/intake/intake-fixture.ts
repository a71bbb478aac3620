import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { intakeHandlers } from '../../lambda/intake/api.ts';
import { sendCode } from '../../lambda/delivery/code.ts';
import { intakeApi } from '../../lambda/intake/needs.ts';
import { openOpener } from '../../lambda/intake/opening/open.ts';
import { intakeRoutes } from '../../lambda/intake/routes.ts';
import { verifyHandlers } from '../../lambda/intake/verify/api.ts';
import { verifyRoutes } from '../../lambda/intake/verify/routes.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { Mail } from '../../lambda/platform/mail/mail.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { OutboxMail } from '../../local/adapters/mail/outbox-mail.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { openRequestFixture } from '../request/request-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';
import { call } from '../support/call.ts';
import type { CallResult } from '../support/call.ts';
import { examplePolicy } from '../support/example-policy.ts';
import { letterIn } from '../support/letter.ts';

export interface IntakeFixture {
  readonly fixture: RequestFixture;
  readonly mail: Mail;
  /** POST /v1/requests, from a client of its own unless it is named. */
  readonly ask: (
    body: object,
    from?: string,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<CallResult>;
  readonly verify: (requestId: string, code: string) => Promise<CallResult>;
  /** What the stream does with a new request. */
  readonly deliver: (requestId: string) => Promise<void>;
  /** What the stream does with a confirmed one. */
  readonly open: (requestId: string) => Promise<void>;
  /** The message about a request, if there is one. */
  readonly letter: (requestId: string) => Promise<string | undefined>;
  /** Asks, reads the mail, confirms and lets the request be opened. */
  readonly through: (body: object) => Promise<{
    readonly requestId: string;
    readonly followUpToken: string;
    readonly code: string;
  }>;
  readonly stop: () => Promise<void>;
}

export const codeIn = (letter: string): string =>
  /^[0-9A-Z]{5}-[0-9A-Z]{5}(?=\r?$)/m.exec(letter)?.[0] ?? '';

let clients = 0;
/** A client of its own, so that no limit of clients is met. */
const newClient = (): string => {
  clients += 1;
  return `198.51.${(clients >> 8) & 255}.${clients & 255}`;
};

export async function openIntakeFixture(
  policy: Policy = examplePolicy,
  options: Parameters<typeof openRequestFixture>[1] = {},
): Promise<IntakeFixture> {
  return intakeOf(await openRequestFixture(policy, options));
}

/** Asks, confirms and opens on a fixture of requests that is open already. */
export const openThrough = async (fixture: RequestFixture): Promise<IntakeFixture['through']> =>
  (await intakeOf(fixture)).through;

async function intakeOf(fixture: RequestFixture): Promise<IntakeFixture> {
  const directory = await mkdtemp(join(tmpdir(), 'custos-outbox-'));
  const mail = new OutboxMail({ directory, events: join(directory, 'events') });
  const platform = { ...fixture, facts: intakeApi, environment: {} as never };
  const app = createApp(
    platform,
    { ...intakeRoutes, ...verifyRoutes },
    { ...intakeHandlers(platform, true), ...verifyHandlers(platform) },
  );
  const opener = openOpener(platform);
  const ask: IntakeFixture['ask'] = (body, from = newClient(), headers = {}) =>
    call(app, { method: 'POST', path: '/v1/requests', body, from, headers });
  const verify: IntakeFixture['verify'] = (requestId, code) =>
    call(app, { method: 'POST', path: `/v1/requests/${requestId}/verify`, body: { code } });
  const deliver = (requestId: string) => sendCode({ ...fixture, mail }, requestId as RequestId);
  const open = (requestId: string) => opener(requestId as RequestId);
  const letter: IntakeFixture['letter'] = (requestId) =>
    letterIn(join(directory, `${requestId}.eml`)).catch(() => undefined);
  return {
    ...{ fixture, mail, ask, verify, deliver, open, letter },
    async through(body) {
      const { requestId, followUpToken } = (await ask(body)).body;
      await open(requestId);
      await deliver(requestId);
      const code = codeIn((await letter(requestId)) ?? '');
      const { status } = await verify(requestId, code);
      if (status !== 202) throw new Error(`the code was answered with ${status}`);
      await open(requestId);
      return { requestId, followUpToken, code };
    },
    stop: async () => {
      await fixture.stop();
      await rm(directory, { recursive: true });
    },
  };
}

export const newAddress = (): string => `${randomUUID()}@example.org`;
export const asking = (value: string, more: object = {}): object => ({
  ...{ kind: 'access', subject: { type: 'email', value } },
  ...more,
});
