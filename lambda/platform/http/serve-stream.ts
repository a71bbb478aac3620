import type { APIGatewayProxyEvent, StreamifyHandler } from 'aws-lambda';
import type { FunctionFacts } from '../environment.ts';
import { openPlatform } from '../platform.ts';
import type { Platform } from '../platform.ts';
import type { Handlers } from './handlers.ts';
import { createStreamingApp } from './streaming-app.ts';
import type { StreamingRoute, StreamingRuntime } from './streaming-app.ts';

/**
 * The handler of a function whose routes stream: as `serve`, with responses of any length.
 *
 * @throws EnvironmentError at cold start
 * @throws StreamingUnavailableError outside the runtime of Lambda and the local worker
 */
export function serveStream<const Routes extends Readonly<Record<string, StreamingRoute>>>(
  facts: FunctionFacts,
  routes: Routes,
  build: (platform: Platform) => Handlers<Routes>,
): StreamifyHandler<APIGatewayProxyEvent, void> {
  const runtime = streamingRuntime();
  const platform = openPlatform(facts);
  const app = createStreamingApp(platform, routes, build(platform), runtime);
  return runtime.streamifyResponse((event, stream) => app(event, stream));
}

/** https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html */
function streamingRuntime(): StreamingRuntime {
  const { awslambda: given } = globalThis as { awslambda?: Partial<StreamingRuntime> };
  // The AWS SDK makes an object of this name elsewhere too.
  const { streamifyResponse, HttpResponseStream } = given ?? {};
  if (!streamifyResponse || !HttpResponseStream) throw new StreamingUnavailableError();
  return { streamifyResponse, HttpResponseStream };
}

/** The process is no environment of Lambda: the global `awslambda` has no streams. */
export class StreamingUnavailableError extends Error {
  override readonly name = 'StreamingUnavailableError';

  constructor() {
    super('run this handler in Lambda or in the embedded runtime: awslambda cannot stream here');
  }
}
