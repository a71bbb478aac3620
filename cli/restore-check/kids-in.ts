import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { kidOf } from '../../lambda/platform/envelope/envelope.ts';
import { subjectKeys } from '../../lambda/platform/keyring/table.ts';
import type { RawRow } from './raw-rows.ts';

/**
 * The names of the keys under which something in the row is encrypted, or of the key that it is. An
 * envelope names its key: it is found whatever its attribute is called and however deep it is, so
 * that no table has to list its encrypted attributes. Bytes that are none name a random key, which no
 * tombstone has.
 */
export function* kidsIn(table: TableFacts, row: RawRow): Generator<string, void> {
  if (table.name === subjectKeys.name && row['kid']?.S !== undefined) yield row['kid'].S;
  for (const value of Object.values(row)) yield* kidsOf(value);
}

function* kidsOf({ B, BS = [], L = [], M = {} }: AttributeValue): Generator<string, void> {
  for (const bytes of B === undefined ? BS : [B, ...BS]) {
    const kid = kidOf(bytes);
    if (kid !== undefined) yield kid;
  }
  for (const value of [...L, ...Object.values(M)]) yield* kidsOf(value);
}
