import { SESv2Client } from '@aws-sdk/client-sesv2';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import { SesMail } from '../../../lambda/platform/mail/ses-mail.ts';

const sent = z.object({
  Destination: z.object({ ToAddresses: z.tuple([z.string()]) }),
  EmailTags: z.tuple([z.object({ Name: z.literal('custos_message'), Value: z.string() })]),
  Content: z.object({ Raw: z.object({ Data: z.base64() }) }),
});

export interface AcceptedMessage {
  readonly id: string;
  readonly to: string;
}

/** What the service does with one call. `lost`: it takes the message, and the answer is lost. */
export type Behaviour = 'accept' | 'lost' | 'fail' | 'throttle' | 'refuse' | 'misconfigured';

export interface SesServer {
  readonly mail: SesMail;
  /** Every message that was taken, as often as it was. */
  readonly accepted: readonly AcceptedMessage[];
  /** The same as it was handed over: RFC 5322. */
  readonly raw: readonly string[];
  readonly endpoint: string;
  readonly behave: (next: (message: AcceptedMessage) => Behaviour) => void;
  readonly stop: () => Promise<void>;
}

export const testSender = {
  ...{ from: 'privacy@example.com', configurationSet: 'custos-dev', perSecond: 1_000 },
};

export const sesClientOf = (endpoint: string): SESv2Client =>
  new SESv2Client({
    ...{ endpoint, region: 'eu-central-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

/** The API of SES over HTTP, as far as `SesMail` calls it. Like SES, it knows no repeated message. */
export async function startSes(perSecond = 1_000): Promise<SesServer> {
  const accepted: AcceptedMessage[] = [];
  const raw: string[] = [];
  let next: (message: AcceptedMessage) => Behaviour = () => 'accept';
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { Destination, EmailTags, Content } = sent.parse(JSON.parse(body));
      const message = { id: EmailTags[0].Value, to: Destination.ToAddresses[0] };
      const behaviour = next(message);
      if (behaviour === 'accept' || behaviour === 'lost') {
        accepted.push(message);
        raw.push(Buffer.from(Content.Raw.Data, 'base64').toString());
      }
      if (behaviour === 'lost') return void request.socket.destroy();
      const [status, type] = answers[behaviour];
      response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type });
      response.end(JSON.stringify(status === 200 ? { MessageId: message.id } : {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const client = sesClientOf(endpoint);
  return {
    mail: new SesMail({ ...testSender, perSecond }, client),
    ...{ accepted, raw, endpoint },
    behave: (given) => {
      next = given;
    },
    stop: async () => {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const answers: Readonly<Record<Exclude<Behaviour, 'lost'>, readonly [number, string]>> = {
  accept: [200, ''],
  fail: [500, 'InternalServiceErrorException'],
  throttle: [429, 'TooManyRequestsException'],
  refuse: [400, 'SendingPausedException'],
  misconfigured: [400, 'BadRequestException'],
};
