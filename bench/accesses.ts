import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TableFacts } from '../lambda/platform/dynamo/facts.ts';
import { watchConsumed } from './consumed.ts';

/** What one call took of one partition key. */
export interface Access {
  /** Logical name of the table. */
  readonly table: string;
  readonly key: string;
  readonly readUnits: number;
  readonly writeUnits: number;
}

export interface AccessRecorder {
  /** The accesses since the last time. */
  readonly take: () => readonly Access[];
}

interface Attribute {
  readonly S?: string;
}
type Item = Readonly<Record<string, Attribute>>;

interface Input {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly Key?: Item;
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Item;
  readonly RequestItems?: Readonly<Record<string, { readonly Keys?: readonly Item[] }>>;
  readonly TransactStatements?: readonly PartiQl[];
  readonly Statements?: readonly PartiQl[];
}
interface PartiQl {
  readonly Statement?: string;
  readonly Parameters?: readonly Attribute[];
}

/** A partition key, before it is known what it took. */
interface Place {
  readonly physicalName: string;
  readonly key: string;
}

/**
 * Records which partition keys the calls of a client touch, with the units that the database reports. Units
 * of one table in one call are divided among its keys; those of an index are counted with its table.
 */
export function recordAccesses(
  client: DynamoDBClient,
  tables: ReadonlyMap<string, TableFacts>,
): AccessRecorder {
  let seen: Access[] = [];
  const factsOf = (physicalName: string): TableFacts => {
    const facts = tables.get(physicalName);
    if (facts === undefined) throw new TypeError(`no table is called ${physicalName}`);
    return facts;
  };
  watchConsumed(client, ({ commandName, input, consumed }) => {
    const places = [...placesOf(commandName, input, factsOf)];
    for (const { table: physicalName, readUnits, writeUnits } of consumed) {
      const here = places.filter((place) => place.physicalName === physicalName);
      const units = {
        readUnits: readUnits / here.length,
        writeUnits: writeUnits / here.length,
      };
      const { name: table } = factsOf(physicalName);
      seen.push(...here.map(({ key }) => ({ table, key, ...units })));
    }
  });
  return {
    take: () => {
      const taken = seen;
      seen = [];
      return taken;
    },
  };
}

function* placesOf(
  commandName: string,
  input: Input,
  factsOf: (physicalName: string) => TableFacts,
): Generator<Place, void> {
  const { TableName: physicalName = '', Key, RequestItems, KeyConditionExpression } = input;
  const keyOf = (name: string, item: Item): string => item[factsOf(name).partitionKey]?.S ?? '';
  if (Key !== undefined) yield { physicalName, key: keyOf(physicalName, Key) };
  if (KeyConditionExpression !== undefined) {
    const [, value = ''] = /= (:\w+)/.exec(KeyConditionExpression) ?? [];
    yield { physicalName, key: input.ExpressionAttributeValues?.[value]?.S ?? '' };
  }
  // A page of a scan is of one partition, and which one is not known: those of pages differ.
  if (commandName === 'ScanCommand') yield { physicalName, key: crypto.randomUUID() };
  for (const [name, { Keys = [] }] of Object.entries(RequestItems ?? {})) {
    for (const key of Keys) yield { physicalName: name, key: keyOf(name, key) };
  }
  for (const statement of input.TransactStatements ?? input.Statements ?? []) {
    yield placeOf(statement, factsOf);
  }
}

/** By the dialect of `lambda/platform/dynamo/statement.ts`: every value is a parameter. */
function placeOf(
  { Statement = '', Parameters = [] }: PartiQl,
  factsOf: (physicalName: string) => TableFacts,
): Place {
  const [, physicalName = ''] = /^\w+ (?:INTO |FROM )?"([^"]+)"/.exec(Statement) ?? [];
  const columns = [...Statement.matchAll(/(?:'(\w+)': |"(\w+)" = )\?/g)].map(
    ([, inserted, compared]) => inserted ?? compared,
  );
  // The last one: an update may set what its condition compares.
  const place = columns.lastIndexOf(factsOf(physicalName).partitionKey);
  const key = Parameters[place]?.S;
  if (key === undefined) throw new TypeError('a statement has no partition key');
  return { physicalName, key };
}
