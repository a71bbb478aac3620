import { ourTables, withoutHyphens } from '../../lib/audit/queries.ts';
import { readsOfItems, readsOfTables } from '../../lib/audit/reading-calls.ts';
import { localEvents, tablesOf, writesOnly } from './local-events.ts';
import type { EventRecord, Period } from './local-events.ts';
import { functionOfRole } from './read.ts';
import type { Read } from './read.ts';

export interface LocalQuestion extends Period {
  /** The random id of a person or a record. */
  readonly id: string;
  readonly deployment: string;
}

const actionsOnItems: ReadonlySet<string> = new Set([...readsOfItems, ...readsOfTables]);
const actionsOnTables: ReadonlySet<string> = new Set(readsOfTables);

/**
 * What the saved query `who_read` finds, in the records that the embedded runtime writes.
 *
 * @throws NoLocalTrailError
 */
export async function localReads(directory: string, question: LocalQuestion): Promise<Read[]> {
  const found = new Map<string, Read>();
  for await (const event of localEvents(directory, question)) add(found, event, question);
  return [...found.values()].sort((one, other) => one.time.localeCompare(other.time));
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
    tables: tablesOf(event),
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
  if (writesOnly(event)) return undefined;
  const parameters = withoutHyphens(JSON.stringify(event.requestParameters ?? null));
  if (parameters.includes(withoutHyphens(id))) return 'id';
  const ours = parameters.includes(ourTables({ deployment }));
  return actionsOnTables.has(event.eventName) && ours ? 'table' : undefined;
}
