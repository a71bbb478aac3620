import { stages } from '../lib/stages.ts';
import { tableVariable } from '../lambda/platform/environment.ts';
import { subjectKeys } from '../lambda/platform/keyring/table.ts';
import type { DatabaseCall } from './audit/database-record.ts';
import type { LocalFunction } from './functions.ts';
import { isObject } from './template.ts';

/**
 * How long an invocation runs at most after a key of a person was destroyed.
 *
 * @throws TypeError when the stage has no such limit: nothing else ends what used the key
 */
export function keyUseSeconds(): number {
  const { keyUseSeconds: seconds } = stages.local;
  if (seconds === 'timeout')
    throw new TypeError('the stage `local` does not limit the use of keys');
  return seconds;
}

/** For a database whose calls are not seen: a function that holds keys never runs for longer. */
export const limited = (each: LocalFunction): LocalFunction =>
  each.holdsSubjectKeys
    ? { ...each, timeoutSeconds: Math.min(each.timeoutSeconds, keyUseSeconds()) }
    : each;

/** Whether a call destroys a key of a person: it deletes the row with the wrapped key. */
export function destroysKey(functions: readonly LocalFunction[]): (call: DatabaseCall) => boolean {
  const tables = functions.map(({ environment }) => environment[tableVariable(subjectKeys)]);
  const table = tables.find((name) => name !== undefined);
  if (table === undefined) return () => false;
  const statement = `DELETE FROM "${table}"`;
  return ({ input: { TransactStatements: statements } }) =>
    Array.isArray(statements) &&
    statements.some((each) => isObject(each) && String(each['Statement']).startsWith(statement));
}
