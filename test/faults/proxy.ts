import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A call of the database through the proxy. */
export interface DatabaseCall {
  /** `ExecuteTransaction`. */
  readonly operation: string;
  /** The whole request body, as text. */
  readonly body: string;
}

/** The fault of a call. */
export type Fault =
  | { readonly kind: 'conflict' }
  | { readonly kind: 'throttle' }
  /** Batch calls return everything unprocessed. */
  | { readonly kind: 'unprocessed' }
  /** No response for as long as the proxy runs. */
  | { readonly kind: 'timeout' }
  | { readonly kind: 'disconnect-before' }
  /** The database executes it, but the response is lost. */
  | { readonly kind: 'disconnect-after' }
  /** Forwarded, with an action just before or just after. */
  | {
      readonly kind: 'hook';
      readonly when: 'before' | 'after';
      readonly run: Hook;
    };

/** `drop` closes the connection: before, the call never arrives; after, its response is lost. */
export type Hook = () => undefined | 'drop' | Promise<undefined | 'drop'>;

export type Match = (call: DatabaseCall) => boolean;

export interface FaultProxy {
  readonly url: string;
  /** Every call so far, in order. */
  readonly calls: readonly DatabaseCall[];
  /** @param times number of matching calls; all when absent */
  readonly inject: (match: Match, fault: Fault, times?: number) => void;
  /** Runs `action` once, before the first matching call is forwarded. */
  readonly onRequest: (match: Match, action: Hook) => void;
  /** Called for every call without a rule; returns its fault, if any. */
  readonly weather: (choose: (call: DatabaseCall) => Fault | undefined) => void;
  /** Deletes every rule and the function for other calls. */
  readonly heal: () => void;
  readonly stop: () => Promise<void>;
}

/** Calls of this operation whose body has all these texts. */
export const callOf =
  (operation: string, ...texts: readonly string[]): Match =>
  (call) =>
    call.operation === operation && texts.every((text) => call.body.includes(text));

/** A proxy of the embedded database that forwards calls, unless a rule says otherwise. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const calls: DatabaseCall[] = [];
  let choose: (call: DatabaseCall) => Fault | undefined = () => undefined;
  let rules: { match: Match; fault: Fault; left: number }[] = [];
  const server = createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy());
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    const call = { operation, body };
    calls.push(call);
    const rule = rules.find(({ match, left }) => left > 0 && match(call));
    if (rule) rule.left -= 1;
    const fault = rule ? rule.fault : choose(call);
    switch (fault?.kind) {
      case 'conflict':
        refuse(response, conflict(call));
        break;
      case 'throttle':
        refuse(response, {
          __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
          message: 'The level of configured provisioned throughput was exceeded.',
        });
        break;
      case 'unprocessed':
        answer(response, 200, JSON.stringify(unprocessed(call)));
        break;
      case 'timeout':
        break;
      case 'disconnect-before':
        response.destroy();
        break;
      case 'disconnect-after':
        await forward(request, body);
        response.destroy();
        break;
      case 'hook':
        await passHooked(fault, request, response, body);
        break;
      case undefined:
        await pass(request, response, body);
        break;
    }
  }

  async function pass(request: IncomingMessage, response: ServerResponse, body: string) {
    const passed = await forward(request, body);
    answer(response, passed.status, passed.text);
  }

  async function passHooked(
    { when, run }: Extract<Fault, { kind: 'hook' }>,
    request: IncomingMessage,
    response: ServerResponse,
    body: string,
  ) {
    if (when === 'before') {
      if ((await run()) === 'drop') response.destroy();
      else await pass(request, response, body);
    } else {
      const passed = await forward(request, body);
      if ((await run()) === 'drop') response.destroy();
      else answer(response, passed.status, passed.text);
    }
  }

  async function forward(request: IncomingMessage, body: string) {
    const headers = new Headers();
    for (const name of ['content-type', 'x-amz-target', 'x-amz-date', 'authorization']) {
      const value = request.headers[name];
      if (typeof value === 'string') headers.set(name, value);
    }
    const passed = await fetch(target, { method: request.method ?? 'POST', headers, body });
    return { status: passed.status, text: await passed.text() };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const inject: FaultProxy['inject'] = (match, fault, times = Infinity) => {
    rules.push({ match, fault, left: times });
  };
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    inject,
    onRequest: (match, run) => inject(match, { kind: 'hook', when: 'before', run }, 1),
    weather: (chosen) => {
      choose = chosen;
    },
    heal: () => {
      choose = () => undefined;
      rules = [];
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function conflict({ body }: DatabaseCall) {
  const { TransactStatements: statements, TransactItems: items } = parse(body);
  const count = [statements, items].find(Array.isArray)?.length ?? 1;
  const none = Array.from({ length: count - 1 }, () => ({ Code: 'None' }));
  return {
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    Message: 'Transaction cancelled, please refer cancellation reasons for specific reasons',
    CancellationReasons: [
      { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' },
      ...none,
    ],
  };
}

function unprocessed({ operation, body }: DatabaseCall): unknown {
  const { RequestItems: items, Statements: statements } = parse(body);
  if (operation === 'BatchWriteItem') return { UnprocessedItems: items };
  if (operation === 'BatchGetItem') return { Responses: {}, UnprocessedKeys: items };
  const count = Array.isArray(statements) ? statements.length : 0;
  const Error = { Code: 'ThrottlingError', Message: 'Try again' };
  return { Responses: Array.from({ length: count }, () => ({ Error })) };
}

const parse = (body: string) => JSON.parse(body) as Record<string, unknown>;

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(text);
}

const refuse = (response: ServerResponse, error: object): void =>
  answer(response, 400, JSON.stringify(error));
