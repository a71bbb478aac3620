import { createReadStream, existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import {
  readsOfItems,
  readsOfTables,
  statements,
  withoutHyphens,
} from '../../lib/audit/queries.ts';
import { stackNames } from '../../lib/names.ts';
import { functionOfRole } from './read.ts';
import type { Read } from './read.ts';

/** A record of CloudTrail, as far as the query reads it. */
const eventRecord = z.object({
  eventTime: z.string(),
  eventID: z.string().optional(),
  eventSource: z.string(),
  eventName: z.string(),
  errorCode: z.string().optional(),
  userIdentity: z.object({
    arn: z.string().optional(),
    sessionContext: z
      .object({ sessionIssuer: z.object({ arn: z.string() }).optional() })
      .optional(),
  }),
  requestParameters: z.unknown(),
  resources: z.array(z.object({ ARN: z.string() })).nullish(),
});
type EventRecord = z.output<typeof eventRecord>;

export interface LocalQuestion {
  /** The random id of a person or a record. */
  readonly id: string;
  readonly deployment: string;
  /** Days, as 2026-11-24. */
  readonly from: string;
  readonly to: string;
}

const actionsOnItems: ReadonlySet<string> = new Set([...readsOfItems, ...readsOfTables]);
const mayWrite: ReadonlySet<string> = new Set(statements);
const actionsOnTables: ReadonlySet<string> = new Set(readsOfTables);

/**
 * What the saved query `who_read` finds, in the records that the embedded runtime writes: one JSON object
 * a line, one file a day.
 *
 * @throws NoLocalTrailError
 */
export async function localReads(directory: string, question: LocalQuestion): Promise<Read[]> {
  if (!existsSync(directory)) throw new NoLocalTrailError(directory);
  const days = (await readdir(directory))
    .filter((name) => /^\d{4}-\d{2}-\d{2}\.jsonl$/.test(name))
    .filter((name) => name.slice(0, 10) >= question.from && name.slice(0, 10) <= question.to)
    .sort();
  const found = new Map<string, Read>();
  for (const day of days) {
    const lines = createInterface({ input: createReadStream(join(directory, day)) });
    for await (const line of lines) {
      const event = parsed(line);
      if (event !== undefined) add(found, event, question);
    }
  }
  return [...found.values()].sort((one, other) => one.time.localeCompare(other.time));
}

/** The last line can be incomplete: the runtime is writing it. */
function parsed(line: string): EventRecord | undefined {
  try {
    return eventRecord.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function add(found: Map<string, Read>, event: EventRecord, question: LocalQuestion): void {
  if (event.eventSource !== 'dynamodb.amazonaws.com') return;
  if (!actionsOnItems.has(event.eventName)) return;
  const reach = reachOf(event, question);
  if (reach === undefined) return;
  const issuer = event.userIdentity.sessionContext?.sessionIssuer?.arn;
  const role = issuer?.split('/').at(-1) ?? '';
  const read: Read = {
    time: event.eventTime,
    until: event.eventTime,
    principal: event.userIdentity.arn ?? '',
    role,
    function: functionOfRole(role, question.deployment),
    action: event.eventName,
    tables: [
      ...new Set((event.resources ?? []).map(({ ARN: arn }) => arn.replace(/^.*:table\//, ''))),
    ].join(', '),
    error: event.errorCode ?? '',
    reach,
    calls: 1,
  };
  const line =
    reach === 'id' ? (event.eventID ?? String(found.size)) : event.eventTime.slice(0, 10);
  const key = JSON.stringify([line, read.principal, role, read.action, read.tables, read.error]);
  const before = found.get(key);
  found.set(
    key,
    before === undefined ? read : { ...before, until: read.time, calls: before.calls + 1 },
  );
}

function reachOf(event: EventRecord, { id, deployment }: LocalQuestion): Read['reach'] | undefined {
  const parameters = withoutHyphens(JSON.stringify(event.requestParameters ?? null));
  if (mayWrite.has(event.eventName) && !parameters.toUpperCase().includes('SELECT'))
    return undefined;
  if (parameters.includes(withoutHyphens(id))) return 'id';
  const ours = parameters.includes(withoutHyphens(stackNames({ deployment }).data));
  return actionsOnTables.has(event.eventName) && ours ? 'table' : undefined;
}

/** The embedded runtime has not recorded a call here. */
export class NoLocalTrailError extends Error {
  override readonly name = 'NoLocalTrailError';

  constructor(directory: string) {
    super(
      `there is no folder ${directory}: start the embedded runtime, name its home with --local, or name a deployment with --stage`,
    );
  }
}
