import { SESv2Client } from '@aws-sdk/client-sesv2';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import {
  MailArgumentError,
  MailRefusedError,
  MailUnavailableError,
} from '../../../lambda/platform/mail/errors.ts';
import { SesMail } from '../../../lambda/platform/mail/ses-mail.ts';
import { messageTo } from './message.ts';

interface Reply {
  readonly status: number;
  readonly type?: string;
  readonly body?: object;
  /** Accepts the message and loses the answer. */
  readonly hangUp?: true;
}

let server: Server;
let reply: Reply;
let received: { path: string; body: Record<string, unknown> }[];
let client: SESv2Client;
let mail: SesMail;

beforeEach(async () => {
  received = [];
  reply = { status: 200, body: { MessageId: 'accepted' } };
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      received.push({
        path: request.url ?? '',
        body: JSON.parse(text) as Record<string, unknown>,
      });
      if (reply.hangUp) return void request.socket.destroy();
      if (reply.type !== undefined) response.setHeader('x-amzn-errortype', reply.type);
      response.writeHead(reply.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(reply.body ?? { message: 'to ada@example.org' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  client = new SESv2Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  const sender = { from: 'privacy@example.com', configurationSet: 'custos-dev', perSecond: 7 };
  mail = new SesMail(sender, client);
});
afterEach(async () => {
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const rawIn = (body: unknown): Buffer => {
  const { Content } = z
    .object({ Content: z.object({ Raw: z.object({ Data: z.string() }) }) })
    .parse(body);
  return Buffer.from(Content.Raw.Data, 'base64');
};

describe('SES', () => {
  test('receives one message with its tag, the configuration set and the sender', async () => {
    const message = messageTo('Ada@Bücher.example', { fromName: 'Müller AG' });

    expect(await mail.send(message)).toEqual({ kind: 'sent' });

    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({
      path: '/v2/email/outbound-emails',
      body: {
        FromEmailAddress: '=?UTF-8?B?TcO8bGxlciBBRw==?= <privacy@example.com>',
        Destination: { ToAddresses: ['Ada@xn--bcher-kva.example'] },
        ConfigurationSetName: 'custos-dev',
        EmailTags: [{ Name: 'custos_message', Value: message.id }],
      },
    });
    expect(await PostalMime.parse(rawIn(received[0]?.body))).toMatchObject({
      from: { name: 'Müller AG', address: 'privacy@example.com' },
      to: [{ address: 'Ada@xn--bcher-kva.example' }],
      replyTo: [{ address: 'dpo@example.com' }],
      messageId: `<${message.id}@example.com>`,
      subject: message.subject,
      text: `${message.text}\n`,
      headers: expect.arrayContaining([
        { key: 'auto-submitted', originalKey: 'Auto-Submitted', value: 'auto-generated' },
        { key: 'content-language', originalKey: 'Content-Language', value: 'en' },
      ]) as object,
    });
    expect(mail.perSecond).toBe(7);
  });

  test.each([
    ['too many a second', 'TooManyRequestsException', 429, { kind: 'throttled' }],
    ['the quota of the day', 'LimitExceededException', 400, { kind: 'throttled' }],
  ])('answers %s with an outcome', async (_, type, status, outcome) => {
    reply = { status, type };

    expect(await mail.send(messageTo('ada@example.org'))).toEqual(outcome);
    expect(received).toHaveLength(1);
  });

  test.each([
    'Illegal address',
    "Missing final '@domain'",
    'Missing domain',
    'Invalid email address ada@example.org.',
    'Invalid domain name',
    'Local address contains control or whitespace',
    'Local address contains illegal character',
    'Domain contains dot-dot',
    'Domain ends with dot',
  ])('answers an address that it cannot use with an outcome: %s', async (message) => {
    reply = { status: 400, type: 'BadRequestException', body: { message } };

    expect(await mail.send(messageTo('ada@example.org'))).toEqual({ kind: 'rejected-address' });
    expect(received).toHaveLength(1);
  });

  test.each([
    'Configuration set custos-dev does not exist.',
    'Email address is not verified. The following identities failed the check: ada@example.org',
    'Email sending has been paused for this account',
    'Template notice does not exist',
    "Missing required header 'From'.",
    'The tag value is invalid',
    'The input you provided is invalid.',
    '',
  ])('that finds a fault of the deployment refuses the sender: %j', async (message) => {
    reply = { status: 400, type: 'BadRequestException', body: { message } };
    const sent = mail.send(messageTo('ada@example.org'));

    await expect(sent).rejects.toThrow(MailRefusedError);
    await expect(sent).rejects.not.toThrow('ada');
  });

  test('receives nothing while no mail reaches the address for answers', async () => {
    const sent = mail.send(messageTo('ada@example.org', { replyTo: 'the officer' }));

    await expect(sent).rejects.toThrow(MailArgumentError);
    expect(received).toEqual([]);
  });

  test('does not receive an address that no mail reaches', async () => {
    expect(await mail.send(messageTo('jörg@example.org'))).toEqual({ kind: 'rejected-address' });
    expect(received).toEqual([]);
  });

  test.each([
    ['NotFoundException', 404],
    ['MessageRejected', 400],
    ['AccountSuspendedException', 400],
    ['SendingPausedException', 400],
    ['MailFromDomainNotVerifiedException', 400],
    ['AccessDeniedException', 403],
  ])('that answers %s refuses the sender, for every address', async (type, status) => {
    reply = { status, type };
    const sent = mail.send(messageTo('ada@example.org'));

    await expect(sent).rejects.toThrow(MailRefusedError);
    await expect(sent).rejects.not.toThrow('ada');
    await expect(sent).rejects.not.toHaveProperty('cause');
  });

  test.each([
    ['hangs up', { status: 200, hangUp: true }],
    ['fails', { status: 500, type: 'InternalServiceErrorException' }],
  ] as const)('that %s may have taken the message: it is asked once', async (_, given) => {
    reply = given;
    const sent = mail.send(messageTo('ada@example.org'));

    await expect(sent).rejects.toThrow(MailUnavailableError);
    await expect(sent).rejects.not.toHaveProperty('cause');
    expect(received).toHaveLength(1);
  });
});
