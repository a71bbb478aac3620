import { statements } from '../../lib/audit/reading-calls.ts';

/** A call that read, as the trail has it. */
export interface ReadingCall {
  readonly action: string;
  /** Tables of the call, where a part of it names none. */
  readonly tables: string;
  readonly parameters: unknown;
}

/**
 * `people`: the keys name them. `table`: everybody in the table may have been read. `row`: one row, by a
 * key that names no person.
 */
export type PartRead =
  | { readonly kind: 'people'; readonly table: string; readonly subjectIds: readonly string[] }
  | { readonly kind: 'table'; readonly table: string }
  | { readonly kind: 'row'; readonly table: string };

/** Calls that read one row for each key. */
const byKey: ReadonlySet<string> = new Set(['BatchGetItem', 'GetItem', 'TransactGetItems']);
const ofStatements: ReadonlySet<string> = new Set(statements);

/**
 * Whose rows a call read. Where that is not certain, it is everybody in the table: a person who is missing
 * here is not informed.
 */
export function readOf({ action, tables, parameters }: ReadingCall): readonly PartRead[] {
  const called = tables === '' ? 'not named' : tables;
  if (!isParameters(parameters)) return [{ kind: 'table', table: called }];
  return partsOf(parameters).flatMap((part): readonly PartRead[] => {
    if (ofStatements.has(action) && !/select/i.test(JSON.stringify(part))) return [];
    const table = tableOf(part) ?? called;
    const subjectIds = peopleOf(action, part);
    if (subjectIds.length > 0) return [{ kind: 'people', table, subjectIds }];
    return [{ kind: byKey.has(action) ? 'row' : 'table', table }];
  });
}

function peopleOf(action: string, part: Parameters): readonly string[] {
  if (byKey.has(action)) return idsIn(part);
  if (action === 'Query') return isOfOnePerson(part) ? idsIn(part) : [];
  if (!ofStatements.has(action)) return [];
  const statement = textOf(part['statement']) ?? '';
  return namesPeople.test(statement) && !widens.test(statement) ? idsIn(statement) : [];
}

/** Only an equality of the key narrows a SELECT to people; else it reads as a scan does. */
const namesPeople = /\bsubjectId["']?\s*(?:=|IN\b)/i;
const widens = /\b(?:or|not|union)\b/i;

/** In some indexes the person is the sort key, of which a condition can name a range. */
function isOfOnePerson(part: Parameters): boolean {
  const condition = textOf(part['keyConditionExpression']);
  const values = part['expressionAttributeValues'];
  if (condition === undefined || !isParameters(values)) return true;
  const equalities = new Set(
    [...condition.matchAll(/(?<![<>])=\s*(:\w+)/g)].map(([, name]) => name),
  );
  return Object.entries(values)
    .filter(([, value]) => idsIn(value).length > 0)
    .every(([name]) => equalities.has(name));
}

/** Random UUIDs (version 4) of people; those of records, requests and events are of version 7. */
const subjectId = /\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/gi;

function idsIn(value: unknown): readonly string[] {
  // Where a page begins is a row of the page before.
  const text = JSON.stringify(value, (name, member: unknown) =>
    name === 'exclusiveStartKey' ? undefined : member,
  );
  return [...new Set([...text.matchAll(subjectId)].map(([id]) => id.toLowerCase()))];
}

/** Calls on items name it; exports, backups and restores name an ARN that has it. */
const tableOf = (part: Parameters): string | undefined => {
  const [, ofArn] = /:table\/([\w.-]+)/.exec(JSON.stringify(part)) ?? [];
  return ofArn ?? textOf(part['tableName']);
};

type Parameters = Readonly<Record<string, unknown>>;

const isParameters = (value: unknown): value is Parameters =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** A call on several rows or with several statements has a part for each. */
function partsOf(parameters: Parameters): readonly Parameters[] {
  const { requestItems, statements: several, transactStatements } = parameters;
  const parts = [requestItems, several, transactStatements]
    .find(Array.isArray)
    ?.filter(isParameters);
  return parts !== undefined && parts.length > 0 ? parts : [parameters];
}
