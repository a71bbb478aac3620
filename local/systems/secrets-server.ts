import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { close, listen } from '../ports.ts';

const request = z.object({ SecretId: z.string() });

export interface SecretsServer {
  /** For `AWS_ENDPOINT_URL_SECRETS_MANAGER`. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * GetSecretValue of AWS Secrets Manager, on loopback, for databases that are on loopback too.
 *
 * @param secrets JSON by ARN, as it is at the moment of a call
 */
export async function startSecrets(secrets: ReadonlyMap<string, unknown>): Promise<SecretsServer> {
  const server = createServer((message, response) => {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(body));
    };
    void bodyOf(message).then((body) => {
      const { data } = request.safeParse(body);
      const arn = data?.SecretId ?? '';
      if (secrets.has(arn)) {
        answer(200, { ARN: arn, SecretString: JSON.stringify(secrets.get(arn)) });
      } else answer(400, { __type: 'ResourceNotFoundException' });
    });
  });
  const port = await listen(server, 0);
  return { url: `http://127.0.0.1:${port}`, stop: () => close(server, 0) };
}

async function bodyOf(message: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}
