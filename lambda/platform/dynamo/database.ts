import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { TableFacts } from './facts.ts';

/** A client, and the physical names of the tables that one function may use. */
export interface Database {
  readonly client: DynamoDBClient;
  /** @throws TableNotBoundError when the function's needs do not name the table. */
  readonly physicalName: (table: TableFacts) => string;
}

/** @param tables physical table names by logical name, as `readEnvironment` returns them */
export function openDatabase(tables: Readonly<Record<string, string>>): Database {
  const client = openClient({
    maxAttempts: 4,
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: 3_000,
      throwOnRequestTimeout: true,
    },
  });
  return { client, physicalName: physicalNames(tables) };
}

/** Without the default logger middleware, which could log rows and takes a fifth of each read. */
export function openClient(config: DynamoDBClientConfig): DynamoDBClient {
  const client = new DynamoDBClient(config);
  client.middlewareStack.remove('loggerMiddleware');
  return client;
}

export function physicalNames(
  tables: Readonly<Record<string, string>>,
): (table: TableFacts) => string {
  return (table) => {
    const name = tables[table.name];
    if (name === undefined) throw new TableNotBoundError(table.name);
    return name;
  };
}

/** The function's `needs.ts` does not name the table. */
export class TableNotBoundError extends Error {
  override readonly name = 'TableNotBoundError';

  constructor(table: string) {
    super(`add ${table} to the needs of this function`);
  }
}
