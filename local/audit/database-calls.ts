import * as z from 'zod';
import type { Watched } from '../secret-proxy.ts';
import { isObject } from '../template.ts';
import type { DatabaseCall } from './database-record.ts';
import { HttpMessages, MalformedHttpError } from './http-messages.ts';

const failure = z.object({ __type: z.string() });
const fine = /^HTTP\/1\.[01] 2/;

/**
 * Reads the calls of one connection of the database: of each request all, of each response whether it
 * is an error. Calls are taken after the response went on its way, so that no caller waits for them.
 */
export function databaseCalls(take: (call: DatabaseCall) => void): Watched {
  const waiting: { readonly at: Date; readonly target: string; readonly body: Buffer }[] = [];
  const finish = (errorCode?: string) => {
    const request = waiting.shift();
    if (request === undefined) return;
    const { at, target, body } = request;
    setImmediate(() => {
      const input = jsonOf(body);
      // What is no JSON object is no call: the database rejects it.
      if (isObject(input)) take({ at, target, input, errorCode });
    });
  };
  const requests = new HttpMessages(({ headers, body }) => {
    const target = headers.get('x-amz-target');
    if (target === undefined) throw new MalformedHttpError('a request names no operation');
    waiting.push({ at: new Date(), target, body });
  });
  const responses = new HttpMessages(
    ({ startLine, body }) =>
      finish(fine.test(startLine) ? undefined : (errorCodeOf(body) ?? 'InternalServerError')),
    ({ startLine }) => !fine.test(startLine),
  );
  return {
    request: (chunk) => requests.push(chunk),
    response: (chunk) => responses.push(chunk),
    // A response that the caller did not wait for: the database may have done what was asked.
    end: () => {
      while (waiting.length > 0) finish();
    },
  };
}

function errorCodeOf(body: Buffer): string | undefined {
  return failure.safeParse(jsonOf(body)).data?.__type.split('#').at(-1);
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
