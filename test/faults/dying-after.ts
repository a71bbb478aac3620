import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { openTestClient } from '../support/database.ts';

interface Connected {
  readonly endpoint: string;
  readonly database: Database;
}

const isWrite = /^(ExecuteTransaction|BatchExecuteStatement)Command$/;
/** That an hour of the ledger is used, which each new connection writes before its first entry. */
const notesHour = (input: object): boolean => JSON.stringify(input).includes('"hours#');

/**
 * A connection of a process that is killed right after its n-th write was committed: the answer is
 * lost and nothing else is heard of it.
 */
export function dyingAfter(
  { endpoint, database }: Connected,
  writes: number,
): Database & { readonly died: () => boolean; readonly kill: () => void } {
  const client = openTestClient(endpoint, { maxAttempts: 1 });
  let left = writes;
  let dead = false;
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (input) => {
        if (dead) throw new Error('killed');
        const output = await next(input);
        if (isWrite.test(commandName) && !notesHour(input)) left -= 1;
        if (left === 0) dead = true;
        if (left === 0) throw new Error('killed');
        return output;
      },
    { step: 'initialize' },
  );
  return {
    ...{ client, physicalName: database.physicalName, died: () => dead },
    kill: () => {
      dead = true;
    },
  };
}
