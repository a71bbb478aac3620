import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { Database } from './database.ts';
import type { TableFacts } from './facts.ts';
import { sent } from './read.ts';

/** DynamoDB splits a partition at 10 GB: what is as far apart is read from other partitions. */
export const partitionBytes = 10 * 1_024 ** 3;
/**
 * After each page where a whole table is read: at most five pages of a megabyte a second, which are 640 read
 * units, a fifth of what one partition serves.
 */
export const pagePauseMilliseconds = 200;

export interface TableSize {
  readonly bytes: number;
  readonly rows: number;
}

/** As DynamoDB said in the last six hours. @throws StoreUnavailableError */
export async function sizeOf(database: Database, table: TableFacts): Promise<TableSize> {
  const command = new DescribeTableCommand({ TableName: database.physicalName(table) });
  const { Table: described } = await sent(() => database.client.send(command));
  const { TableSizeBytes: bytes = 0, ItemCount: rows = 0 } = described ?? {};
  return { bytes, rows };
}
