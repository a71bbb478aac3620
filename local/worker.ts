import { parentPort, workerData } from 'node:worker_threads';
import { pathToFileURL } from 'node:url';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { onUse } from './adapters/use-of-service.ts';
import { notLoaded } from './worker-messages.ts';
import type { WorkerAnswer, WorkerCall, WorkerFacts } from './worker-messages.ts';

/*
 * One Lambda environment: loads the bundle once, then handles one event at a time. Runs in a worker
 * thread whose `process.env` is the function's own.
 */

const facts = workerData as WorkerFacts;
const largestAnswer = 6 * 1024 * 1024;

const answer = (message: WorkerAnswer): void => parentPort?.postMessage(message);

const failure = (id: number, error: unknown): WorkerAnswer => ({
  kind: 'failed',
  id,
  errorType: error instanceof Error ? error.name : 'Error',
  errorMessage: error instanceof Error ? error.message : 'the function failed',
});

onUse((use) => answer({ kind: 'used', use }));
enableCompileCache(facts.compileCache);
const loaded = (async () => {
  const module = (await import(pathToFileURL(facts.module).href)) as Record<string, unknown>;
  const handler = module[facts.exported];
  if (typeof handler !== 'function') throw new TypeError(`${facts.exported} is not exported`);
  return handler as (event: unknown, context: unknown) => unknown;
})();
loaded.then(
  () => {
    answer({ kind: 'ready' });
    // Written at once, because most workers end by being killed.
    flushCompileCache();
  },
  (error: unknown) => answer(failure(notLoaded, error)),
);

parentPort?.on('message', (call: WorkerCall) => {
  void handle(call).then(answer, (error: unknown) => answer(failure(call.id, error)));
});

async function handle(call: WorkerCall): Promise<WorkerAnswer> {
  const handler = await loaded;
  const deadline = Date.now() + facts.timeoutSeconds * 1000;
  const result = await handler(JSON.parse(call.payload), {
    awsRequestId: call.requestId,
    callbackWaitsForEmptyEventLoop: false,
    functionName: facts.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: facts.arn,
    memoryLimitInMB: String(facts.memoryMegabytes),
    logGroupName: facts.name,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  });
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
