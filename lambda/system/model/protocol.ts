import * as z from 'zod';
import type { JsonValue } from '../../value/json.ts';
import { identifierTypes } from './connector.ts';
import type { Control, Exported, Found, Page, Probe } from './connector.ts';
import { systemErrors } from './faults.ts';
import type { SystemError } from './faults.ts';

/** Events and replies are parsed from JSON text: what is there is JSON. */
const json = z.custom<JsonValue>((value) => value !== undefined);
const counts = z.record(z.string(), z.int().min(0));

export const personIdentifier = z.strictObject({
  type: z.enum(identifierTypes),
  value: z.string().min(1),
  issuer: z.string().optional(),
});

const call = {
  taskId: z.string().min(1),
  identifiers: z.array(personIdentifier),
  categories: z.array(z.string()),
  path: z.enum(['first', 'second']),
  until: z.number(),
  step: z.string().optional(),
  answerTo: z.strictObject({ path: z.string(), token: z.string() }).optional(),
  cursor: z.string().optional(),
};
const correction = z.strictObject({
  category: z.string(),
  pointer: z.string().optional(),
  recordId: z.string().optional(),
  old: json,
  new: json,
});

/** What the function of a connector is called with. */
export const connectorEvent = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('find'), ...call }),
  z.strictObject({ action: z.literal('export'), ...call }),
  z.strictObject({ action: z.literal('erase'), ...call }),
  z.strictObject({ action: z.literal('rectify'), ...call, corrections: z.array(correction) }),
  z.strictObject({ action: z.literal('restrict'), ...call, restricted: z.boolean() }),
  z.strictObject({
    action: z.literal('control'),
    ...call,
    remembered: z.string().optional(),
  }),
  z.strictObject({ action: z.literal('probe') }),
]);
export type ConnectorEvent = z.output<typeof connectorEvent>;
export type ConnectorAction = ConnectorEvent['action'];

const page = { kind: z.literal('page'), counts, cursor: z.string().min(1).optional() };
const waiting = z.object({
  kind: z.literal('waiting'),
  pollAfterSeconds: z.number().min(0).optional(),
});
const exportItem = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('json'),
    category: z.string(),
    content: json,
    at: z.iso.datetime({ offset: true }).optional(),
  }),
  z.object({
    kind: z.literal('file'),
    category: z.string(),
    name: z.string().min(1),
    contentType: z.string().min(1),
    base64: z.base64(),
    isLast: z.boolean(),
  }),
]);

export interface Failed {
  readonly kind: 'failed';
  readonly error: SystemError;
}
const failed = z.object({ kind: z.literal('failed'), error: z.enum(systemErrors) });

/** What it returns, by action; a field that a schema does not name is dropped. */
export interface ReplyOf extends Record<ConnectorAction, unknown> {
  readonly find: Page<Found> | Failed;
  readonly export: Page<Exported> | Failed;
  readonly erase: Page | Failed;
  readonly rectify: Page | Failed;
  readonly restrict: Page | Failed;
  readonly control: Control | Failed;
  readonly probe: Probe | Failed;
}
export type Reply = ReplyOf[ConnectorAction];

const changed = z.discriminatedUnion('kind', [z.object(page), waiting, failed]);

export const replySchemas: {
  readonly [Action in ConnectorAction]: z.ZodType<ReplyOf[Action]>;
} = {
  find: z.discriminatedUnion('kind', [
    z.object({ ...page, selectors: z.array(z.enum(identifierTypes)) }),
    waiting,
    failed,
  ]),
  export: z.discriminatedUnion('kind', [
    z.object({ ...page, items: z.array(exportItem) }),
    waiting,
    failed,
  ]),
  erase: changed,
  rectify: changed,
  restrict: changed,
  control: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('control'),
      remembered: z.string().optional(),
      rows: z.int().min(0),
    }),
    failed,
  ]),
  probe: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('ready') }),
    z.object({ kind: z.literal('not-ready'), what: z.string(), remedy: z.string() }),
    failed,
  ]),
};
