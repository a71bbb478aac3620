import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { functionNameOf } from './invocation.ts';
import type { InvokedFunctions } from './function-pool.ts';
import { refusal } from './inner-port.ts';
import type { InnerCaller, InnerSecrets } from './inner-port.ts';

const path = /^\/2015-03-31\/functions\/([^/]+)\/invocations(\?|$)/;

/**
 * The Invoke operation of the Lambda API, for functions that call functions.
 *
 * @param functions read at every call: functions get this address before they exist
 * @param secrets one is required for every call, because functions trust the caller in an event
 * @param called receives the name of each function that is called
 */
export function invokeServer(
  functions: () => InvokedFunctions,
  secrets: InnerSecrets,
  called: (caller: InnerCaller, functionName: string) => void = () => undefined,
): Server {
  return createServer((request, response) => {
    const caller = secrets.callerOf(request.rawHeaders);
    if (caller === undefined) {
      response.writeHead(refusal.status, {
        'content-type': 'application/json',
        'x-amzn-errortype': refusal.type,
        connection: 'close',
      });
      response.end(refusal.body);
      return;
    }
    const note = (functionName: string) => called(caller, functionName);
    void handle(functions(), request, response, note).catch(() => response.destroy());
  });
}

async function handle(
  functions: InvokedFunctions,
  request: IncomingMessage,
  response: ServerResponse,
  note: (functionName: string) => void,
): Promise<void> {
  const [, reference = ''] = path.exec(request.url ?? '') ?? [];
  const name = functionNameOf(decodeURIComponent(reference));
  if (request.method !== 'POST' || !functions.has(name)) {
    response.writeHead(404, {
      'content-type': 'application/json',
      'x-amzn-errortype': 'ResourceNotFoundException',
    });
    response.end(JSON.stringify({ Type: 'User', Message: 'Function not found' }));
    return;
  }
  note(name);
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const payload = chunks.length === 0 ? '{}' : Buffer.concat(chunks).toString('utf8');
  const invocation = functions.invoke(name, payload);
  if (request.headers['x-amz-invocation-type'] === 'Event') {
    response.writeHead(202).end();
    return;
  }
  const answer = await invocation;
  const headers = { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST' };
  if (answer.kind === 'returned') {
    response.writeHead(200, headers).end(answer.payload);
  } else {
    response.writeHead(200, { ...headers, 'x-amz-function-error': 'Unhandled' });
    response.end(JSON.stringify(answer.error));
  }
}
