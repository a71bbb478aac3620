import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { request } from 'node:https';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { close, listen } from '../../../local/ports.ts';
import type { Emulator } from '../emulators.ts';
import { apiAt } from '../gateway.ts';
import { distributionOf } from './distribution.ts';
import type { Behavior } from './distribution.ts';

export interface EdgeOptions {
  readonly emulator: Emulator;
  /** Folder of the assembly that was deployed, and its stack with the distribution. */
  readonly assembly: string;
  readonly stack: string;
  /** The output of the stack, which is an address of AWS. */
  readonly apiUrl: string;
  readonly port: number;
}

export interface Edge {
  readonly url: string;
  /** Headers with which calls of the API were sent on, each as it was sent. */
  readonly sentToApi: readonly Readonly<Record<string, string>>[];
  readonly stop: () => Promise<void>;
}

/**
 * Serves the pages of a deployment on loopback as its distribution says: its patterns, functions and
 * headers, the files of its bucket, and the API of the emulator.
 */
export async function startEdge(options: EdgeOptions): Promise<Edge> {
  const { emulator, port } = options;
  const { behaviorOf, apiHeaders } = distributionOf(options.assembly, options.stack);
  const s3 = new S3Client({ ...emulator.client, forcePathStyle: true });
  const bucket = await bucketOf(options);
  const sentToApi: Readonly<Record<string, string>>[] = [];

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, search } = new URL(incoming.url ?? '/', 'http://edge');
    const behavior = behaviorOf(pathname);
    if (!behavior.methods.includes(incoming.method ?? '')) {
      response.writeHead(403).end();
      return;
    }
    const { uri, headers } = behavior.onRequest({ uri: pathname, headers: singled(incoming) });
    const plain = Object.fromEntries(
      Object.entries(headers).map(([name, { value }]) => [name, value]),
    );
    if (behavior.origin === 'api') {
      const added = Object.fromEntries(apiHeaders.map((name) => [name, 'secret-of-the-pages']));
      const { host: _, connection: __, ...viewers } = plain;
      const sent = { ...viewers, ...added };
      sentToApi.push(sent);
      await forward(options, incoming, response, `${uri}${search}`, sent);
      return;
    }
    await file(behavior, uri.slice(1), response);
  };

  const file = async (behavior: Behavior, key: string, response: ServerResponse) => {
    try {
      const found = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      response.writeHead(200, {
        'content-type': found.ContentType ?? '',
        'cache-control': found.CacheControl ?? '',
        ...behavior.headers,
      });
      response.end(await found.Body?.transformToByteArray());
    } catch (error) {
      if (!(error instanceof NoSuchKey)) throw error;
      // The distribution may not list the bucket, so S3 does not say that the object is absent.
      response.writeHead(403, behavior.headers).end();
    }
  };

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) => {
      // A viewer that left needs no answer.
      if (!response.destroyed) console.error(error);
      response.destroy();
    });
  });
  await listen(server, port);
  return { url: `http://127.0.0.1:${port}`, sentToApi, stop: () => close(server, 0) };
}

async function bucketOf({ emulator, stack }: EdgeOptions): Promise<string> {
  const { StackResources: resources = [] } = await new CloudFormationClient(emulator.client).send(
    new DescribeStackResourcesCommand({ StackName: stack }),
  );
  const bucket = resources.find(({ ResourceType: type }) => type === 'AWS::S3::Bucket');
  return z.string().parse(bucket?.PhysicalResourceId);
}

/** The last value of each header. */
const singled = ({ headersDistinct }: IncomingMessage) =>
  Object.fromEntries(
    Object.entries(headersDistinct).flatMap(([name, values = []]) =>
      values.slice(-1).map((value) => [name, { value }] as const),
    ),
  );

async function forward(
  { emulator, apiUrl }: EdgeOptions,
  incoming: IncomingMessage,
  response: ServerResponse,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const outgoing = request({ method: incoming.method, ...apiAt(emulator, apiUrl, path, headers) });
  outgoing.once('response', resolve);
  outgoing.once('error', reject);
  await pipeline(incoming, outgoing);
  const answered = await promise;
  response.writeHead(answered.statusCode ?? 502, answered.headers);
  await pipeline(answered, response);
}
