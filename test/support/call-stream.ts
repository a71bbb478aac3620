import type { StreamingApp } from '../../lambda/platform/http/streaming-app.ts';
import type { Route } from '../../lambda/platform/http/contract.ts';
import { awslambda, ResponseStream } from '../../local/lambda-streams.ts';
import { streamedAnswer } from '../../local/streamed-response.ts';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { requireContract } from './conformance.ts';
import { proxyEvent } from './call.ts';
import type { Call } from './call.ts';

/** The stream class of the runtime, for `createStreamingApp`. */
export const streamingRuntime = awslambda as unknown as Pick<
  typeof globalThis.awslambda,
  'HttpResponseStream'
>;

export interface StreamedResult {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  /** Parsed JSON; undefined for other types. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into it freely
  readonly body: any;
}

/** Calls an app that streams as API Gateway does; the response must be valid by the contract. */
export async function callStream(
  app: StreamingApp,
  request: Call,
  routes?: readonly Pick<Route, 'method' | 'path' | 'access'>[],
): Promise<StreamedResult> {
  const sent: Uint8Array[] = [];
  const stream = new ResponseStream((bytes) => {
    sent.push(Uint8Array.from(bytes));
    return Promise.resolve();
  });
  const closed = new Promise((resolve) => stream.once('close', resolve));
  await app(proxyEvent(request, routes), stream);
  await closed;
  const answer = await streamedAnswer(Readable.from(sent));
  if (answer === undefined) throw new TypeError('the response has no prelude');
  const bytes = await buffer(answer.stream);
  const headers = answer.headers as Readonly<Record<string, string>>;
  const isJson = headers['content-type']?.includes('json') === true && bytes.length > 0;
  const result = {
    status: answer.status,
    headers,
    bytes,
    body: isJson ? (JSON.parse(bytes.toString()) as unknown) : undefined,
  };
  requireContract(request, { ...result, text: bytes.toString('latin1') });
  return result;
}
