import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** What one call of the database took of one table. */
export interface Consumed {
  /** Physical name. */
  readonly table: string;
  readonly readUnits: number;
  readonly writeUnits: number;
}

export interface ConsumingCall {
  readonly commandName: string;
  readonly input: object;
  readonly consumed: readonly Consumed[];
}

interface Reported {
  readonly TableName?: string;
  readonly CapacityUnits?: number;
}

const reads = ['GetItemCommand', 'BatchGetItemCommand', 'QueryCommand', 'ScanCommand'];

/** Sees each call of a client after it has succeeded, with the units that the database reports. */
export function watchConsumed(client: DynamoDBClient, see: (call: ConsumingCall) => void): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const input = { ...args.input, ReturnConsumedCapacity: 'TOTAL' };
        const result = await next({ ...args, input });
        const { ConsumedCapacity: reported = [] } = result.output as {
          readonly ConsumedCapacity?: Reported | readonly Reported[];
        };
        const isRead = reads.includes(commandName);
        const consumed = [reported].flat().map(({ TableName: table = '', CapacityUnits = 0 }) => ({
          table,
          readUnits: isRead ? CapacityUnits : 0,
          writeUnits: isRead ? 0 : CapacityUnits,
        }));
        see({ commandName, input: args.input, consumed });
        return result;
      },
    { step: 'initialize' },
  );
}
