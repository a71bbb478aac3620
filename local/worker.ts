import { parentPort, workerData } from 'node:worker_threads';
import { pathToFileURL } from 'node:url';
import { flushCompileCache } from 'node:module';
import { onUse } from './adapters/use-of-service.ts';
import { onStart } from './adapters/workflow/started.ts';
import { awslambda, isStreaming, ResponseStream } from './lambda-streams.ts';
import { runAhead } from './later.ts';
import { notLoaded } from './worker-messages.ts';
import type { WorkerAnswer, WorkerCall, WorkerFacts, WorkerRequest } from './worker-messages.ts';

/*
 * One Lambda environment: loads the bundle once, then handles one event at a time. Runs in a worker
 * thread whose `process.env` is the function's own.
 */

const facts = workerData as WorkerFacts;
const largestAnswer = 6 * 1024 * 1024;

const answer = (message: WorkerAnswer): void => parentPort?.postMessage(message);

type Handler = (event: unknown, ...rest: readonly unknown[]) => unknown;

const failure = (id: number, error: unknown): WorkerAnswer => ({
  kind: 'failed',
  id,
  errorType: error instanceof Error ? error.name : 'Error',
  errorMessage: error instanceof Error ? error.message : 'the function failed',
});

// Before the bundle is loaded, which may keep the clock that it finds.
runAhead(facts.aheadMilliseconds);
Object.assign(globalThis, { awslambda });
onUse((use) => answer({ kind: 'used', use }));
onStart((executionName) => answer({ kind: 'started', executionName }));
const loaded = (async () => {
  const module = (await import(pathToFileURL(facts.module).href)) as Record<string, unknown>;
  const handler = module[facts.exported];
  if (typeof handler !== 'function') throw new TypeError(`${facts.exported} is not exported`);
  return handler as Handler;
})();
loaded.then(
  () => {
    answer({ kind: 'ready' });
    // Written at once, because most workers end by being killed.
    flushCompileCache();
  },
  (error: unknown) => answer(failure(notLoaded, error)),
);

/** The streamed response of the call that runs, and who waits for its receiver to take a chunk. */
let streamed: { readonly id: number; readonly stream: ResponseStream } | undefined;
let taken: () => void = () => undefined;

parentPort?.on('message', (request: WorkerRequest) => {
  switch (request.kind) {
    case 'call':
      void handle(request).then(answer, (error: unknown) => answer(failure(request.id, error)));
      break;
    case 'more':
      taken();
      break;
    case 'stop':
      if (streamed?.id === request.id) streamed.stream.destroy();
      break;
  }
});

async function handle(call: WorkerCall): Promise<WorkerAnswer> {
  const handler = await loaded;
  const deadline = Date.now() + facts.timeoutSeconds * 1000;
  const event: unknown = JSON.parse(call.payload);
  const context = {
    awsRequestId: call.requestId,
    callbackWaitsForEmptyEventLoop: false,
    functionName: facts.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: facts.arn,
    memoryLimitInMB: String(facts.memoryMegabytes),
    logGroupName: facts.name,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  if (isStreaming(handler)) return stream(call.id, (out) => handler(event, out, context));
  const result = await handler(event, context);
  const payload = JSON.stringify(result) as string | undefined;
  if (payload !== undefined && Buffer.byteLength(payload) > largestAnswer) {
    return {
      kind: 'failed',
      id: call.id,
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'the answer is larger than 6 MiB',
    };
  }
  return { kind: 'returned', id: call.id, payload: payload ?? 'null' };
}

/** Ends when the handler and its stream have ended. */
async function stream(id: number, run: (out: ResponseStream) => unknown): Promise<WorkerAnswer> {
  const out = new ResponseStream((bytes) => {
    const copy = Uint8Array.from(bytes);
    parentPort?.postMessage({ kind: 'chunk', id, bytes: copy } satisfies WorkerAnswer, [
      copy.buffer,
    ]);
    return new Promise((resolve) => (taken = resolve));
  });
  const closed = new Promise((resolve) => out.once('close', resolve));
  out.on('error', () => undefined);
  streamed = { id, stream: out };
  try {
    await run(out);
    // As in Lambda. Where the receiver went away there is nothing left to end.
    if (!out.writableEnded && !out.destroyed) throw new Error('Response stream is not finished.');
    await closed;
    return { kind: 'returned', id, payload: 'null' };
  } finally {
    out.destroy();
  }
}
