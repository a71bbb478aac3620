import * as z from 'zod';
import { createApp } from '../../../lambda/platform/http/app.ts';
import type { App } from '../../../lambda/platform/http/app.ts';
import { defineRoutes } from '../../../lambda/platform/http/contract.ts';
import { answer } from '../../../lambda/platform/http/handlers.ts';
import type { Answer, Handlers, SubjectCaller } from '../../../lambda/platform/http/handlers.ts';
import {
  contentField,
  cursorQuery,
  identifierField,
  lineField,
  textField,
  timeField,
} from '../../../lambda/platform/http/fields.ts';
import type { Problem } from '../../../lambda/platform/http/problem.ts';
import type { CallPlatform } from '../../../lambda/platform/http/handle-call.ts';
import { openLog } from '../../../lambda/platform/log/log.ts';
import { milliseconds } from '../../../lambda/value/time.ts';
import { call } from '../../support/call.ts';
import type { Call } from '../../support/call.ts';
import { examplePolicy } from '../../support/example-policy.ts';

const self = { kind: 'token', caller: 'subject', scope: 'custos/self' } as const;
const responses = { 200: { description: 'A thing' } };

const example = examplePolicy;

/** One route of every kind. */
const thingRoutes = defineRoutes({
  listThings: {
    method: 'GET',
    path: '/v1/me/things',
    access: self,
    summary: 'List',
    query: cursorQuery.extend({ colour: z.enum(['red', 'blue']).optional() }),
    personal: true,
    responses,
  },
  getThing: {
    method: 'GET',
    path: '/v1/me/things/{thing}',
    access: self,
    summary: 'Get',
    pathParameters: z.strictObject({ thing: lineField(20) }),
    personal: true,
    responses,
  },
  deleteThing: {
    method: 'DELETE',
    path: '/v1/me/things/{thing}',
    access: self,
    summary: 'Delete',
    pathParameters: z.strictObject({ thing: lineField(20) }),
    personal: true,
    responses: { 204: { description: 'Gone' } },
  },
  changeThing: {
    method: 'PATCH',
    path: '/v1/me/thing-names/{thing}',
    access: self,
    summary: 'Change',
    pathParameters: z.strictObject({ thing: lineField(20) }),
    body: z.strictObject({ name: lineField(40) }),
    personal: true,
    responses,
  },
  decideOnThing: {
    method: 'POST',
    path: '/v1/things/{thing}/approve',
    access: { kind: 'token', caller: 'staff', scope: 'custos/requests', recent: true },
    summary: 'Decide',
    pathParameters: z.strictObject({ thing: lineField(20) }),
    personal: true,
    responses,
  },
  postThing: {
    method: 'POST',
    path: '/v1/things',
    access: { kind: 'token', caller: 'service', scope: 'custos/records.write' },
    summary: 'Post',
    body: z.strictObject({
      subject: identifierField,
      name: lineField(40),
      note: textField(200).optional(),
      at: timeField.optional(),
      size: z.int().min(1).max(9).optional(),
      tags: z
        .array(z.enum(['old', 'new']))
        .max(3)
        .optional(),
      content: contentField.optional(),
    }),
    idempotency: 'optional',
    personal: true,
    responses: { 201: { description: 'Made' } },
  },
  shareThing: {
    method: 'POST',
    path: '/v1/things/{thing}/share',
    access: {
      kind: 'token',
      caller: 'service',
      scope: 'custos/records.write',
      staff: { scope: 'custos/requests', recent: true },
    },
    summary: 'Of services and staff',
    pathParameters: z.strictObject({ thing: lineField(20) }),
    personal: true,
    responses,
  },
  postOnce: {
    method: 'POST',
    path: '/v1/things/once',
    access: { kind: 'token', caller: 'service', scope: 'custos/records.write' },
    summary: 'Post once',
    body: z.strictObject({ name: lineField(40) }),
    idempotency: 'required',
    personal: true,
    responses: { 201: { description: 'Made' } },
  },
  chooseThing: {
    method: 'POST',
    path: '/v1/choices',
    access: { kind: 'public' },
    summary: 'Either one or several',
    body: z.union([
      z.strictObject({ name: lineField(40), count: z.int() }),
      z.strictObject({ items: z.array(z.strictObject({ name: lineField(40) })) }),
    ]),
    personal: false,
    responses,
  },
  followThing: {
    method: 'GET',
    path: '/v1/things-followed',
    access: { kind: 'follow-up' },
    summary: 'Follow',
    personal: true,
    responses,
  },
  showThing: {
    method: 'GET',
    path: '/v1/things/public',
    access: { kind: 'public' },
    summary: 'Show',
    personal: false,
    responses,
  },
});

export const ada: SubjectCaller = {
  kind: 'subject',
  issuer: 'https://login.example.com',
  sub: 'sub-of-ada',
  email: 'ada.lovelace@example.com',
};
export const assistant = {
  kind: 'service',
  issuer: 'https://services.example.com',
  name: 'assistant',
} as const;

export interface Things {
  readonly app: App;
  /** Every log line so far. */
  readonly lines: string[];
  /** The requests of handlers, newest last. */
  readonly requests: unknown[];
  now: number;
  /** What handlers return for a request. */
  reply: (request: object) => Answer | Problem | Promise<Answer | Problem>;
}

/** @param parts of the platform in addition to log and clock, for the routes that need them */
export function openThings(parts: Partial<CallPlatform> = {}): Things {
  const lines: string[] = [];
  const log = openLog({ function: 'thing-api', stage: 'test' }, (line) => void lines.push(line));
  const clock = () => milliseconds(things.now);
  const refuse = (): never => {
    throw new Error('not opened');
  };
  const platform: CallPlatform = {
    get database() {
      return parts.database ?? refuse();
    },
    get keyring() {
      return parts.keyring ?? refuse();
    },
    get policy() {
      return parts.policy ?? example;
    },
    clock,
    log,
  };
  const handle = async (request: object) => {
    things.requests.push(request);
    return things.reply(request);
  };
  const handlers = Object.fromEntries(
    Object.keys(thingRoutes).map((id) => [id, handle]),
  ) as unknown as Handlers<typeof thingRoutes>;
  const things: Things = {
    app: createApp(platform, thingRoutes, handlers),
    lines,
    requests: [],
    now: Date.UTC(2026, 10, 24, 12),
    reply: () => answer(200, { done: true }),
  };
  return things;
}

export interface Asked {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The JSON response, which may be a problem document. */
  readonly document:
    | undefined
    | {
        readonly errors?: readonly { readonly pointer: string }[];
        readonly [name: string]: unknown;
      };
}

/** Calls the app and reads its response. */
export async function ask({ app }: Things, request: Call): Promise<Asked> {
  const result = await call(app, request, Object.values(thingRoutes));
  return { ...result, document: result.body as Asked['document'] };
}
