import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Route } from './contract.ts';
import { createExchange } from './exchange.ts';
import type { Delivery, HttpResponse } from './exchange.ts';
import type { Handlers } from './handlers.ts';
import type { CallPlatform } from './handle-call.ts';

export type StreamingApp = (event: APIGatewayProxyEvent, stream: Writable) => Promise<void>;

export type StreamingRoute = Route & { readonly streams: true };

/** What the runtime of Lambda offers for responses that are sent while they are written. */
export type StreamingRuntime = Pick<typeof awslambda, 'streamifyResponse' | 'HttpResponseStream'>;

/**
 * Serves the routes of one module whose responses are sent while they are read. Quotas of AWS: 200
 * MB for a response, at 2 MB/s after the first 6 MB
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html); 15 minutes
 * in all, and 5 without a byte
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html).
 */
export function createStreamingApp<const Routes extends Readonly<Record<string, StreamingRoute>>>(
  platform: CallPlatform,
  routes: Routes,
  handlers: Handlers<Routes>,
  { HttpResponseStream }: Pick<StreamingRuntime, 'HttpResponseStream'>,
): StreamingApp {
  const exchange = createExchange(platform, routes, handlers);
  return (event, stream) =>
    exchange(event, ({ statusCode, headers, body }) =>
      send(HttpResponseStream.from(stream, { statusCode, headers }), body),
    );
}

/**
 * Writes the body. A fault of the body is thrown, and the runtime then ends the response as failed;
 * the stream is not destroyed here, because the runtime could not report the fault any more.
 */
async function send(stream: Writable, body: HttpResponse['body']): Promise<Delivery> {
  // The runtime sends status and headers before the first write, so a response without one is malformed.
  stream.write(typeof body === 'string' ? body : '');
  try {
    if (typeof body !== 'string') await pipeline(body, stream, { end: false });
  } catch (fault) {
    if (!stream.destroyed) throw fault;
    return 'interrupted';
  }
  stream.end();
  return 'delivered';
}
