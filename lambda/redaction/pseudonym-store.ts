import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { bytesColumn, subjectIdColumn } from '../platform/dynamo/columns.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { getRows, marshalKey, queryAll, sent } from '../platform/dynamo/read.ts';
import { toAttribute } from '../platform/dynamo/statement.ts';
import { openJson } from '../platform/keyring/sealed-json.ts';
import type { Pseudonyms, RowAddress, SubjectKeys } from '../platform/keyring/subject-keys.ts';
import { pseudonymClass } from '../platform/keyring/subject-keys.ts';
import type { SubjectId } from '../value/ids.ts';
import type { TextType } from '../value/text-types.ts';
import { textTypes } from '../value/text-types.ts';
import type { Clock, EpochMilliseconds, EpochSeconds } from '../value/time.ts';
import { seconds, toEpochMilliseconds } from '../value/time.ts';
import type { Pseudonym } from './model/pseudonym.ts';
import { tokensOf, writePseudonym } from './model/pseudonym.ts';
import { textPseudonyms } from './table.ts';

/** A value of a text, of one type. */
export interface TypedValue {
  readonly type: TextType;
  readonly value: string;
}

interface StoreDependencies {
  readonly database: Database;
  readonly subjectKeys: SubjectKeys;
}

const typed = z.object({ type: z.enum(textTypes), value: z.string() });

const pseudonymRow = z.object({
  subjectId: subjectIdColumn,
  token: z.string(),
  sealed: bytesColumn,
  expiresAt: z.int().transform(seconds),
});
type PseudonymRow = z.output<typeof pseudonymRow>;

const addressOf = (subjectId: SubjectId, token: string): RowAddress => ({
  table: textPseudonyms,
  key: { subjectId, token },
  contentVersion: 1,
});

/** Writes of one call that are under way at the same time. */
const writesAtOnce = 32;

/**
 * The pseudonyms of values, in their order: of one person equal values have equal ones, and no two
 * values share one. Each is kept until `until`, and longer if it is used again.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError: nothing may be answered that cannot be
 * turned back
 */
export async function assignPseudonyms(
  deps: StoreDependencies,
  subjectId: SubjectId,
  values: readonly TypedValue[],
  until: EpochSeconds,
): Promise<readonly Pseudonym[]> {
  if (values.length === 0) return [];
  const key = await deps.subjectKeys.pseudonymsOf(subjectId);
  const digestOf = ({ type, value }: TypedValue): string => key.of(`text/${type}/${value}`);
  const distinct = new Map(values.map((one) => [digestOf(one), one] as const));
  const pseudonyms = new Map<string, Pseudonym>();
  const waiting = [...distinct];
  const assignWaiting = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [digest, one] = next;
      pseudonyms.set(digest, await assign(deps, { subjectId, key, digest, one, until }));
    }
  };
  await Promise.all(Array.from({ length: writesAtOnce }, assignWaiting));
  return values.map((one) => {
    const pseudonym = pseudonyms.get(digestOf(one));
    if (pseudonym === undefined) throw new TypeError('every value was assigned a pseudonym');
    return pseudonym;
  });
}

interface Assignment {
  readonly subjectId: SubjectId;
  readonly key: Pseudonyms;
  readonly digest: string;
  readonly one: TypedValue;
  readonly until: EpochSeconds;
}

async function assign(
  deps: Pick<StoreDependencies, 'database'>,
  assignment: Assignment,
): Promise<Pseudonym> {
  for (const token of tokensOf(assignment.digest)) {
    if (await writeIfFree(deps, token, assignment)) return { type: assignment.one.type, token };
  }
  throw new StoreUnavailableError('no pseudonym is free for a value');
}

/**
 * Writes the value under the token, or extends it if it is there. Reads nothing: who redacts texts
 * cannot turn pseudonyms back.
 *
 * @returns false when another value of the person has the token
 */
async function writeIfFree(
  { database }: Pick<StoreDependencies, 'database'>,
  token: string,
  { subjectId, key, digest, one, until }: Assignment,
): Promise<boolean> {
  const address = addressOf(subjectId, token);
  const sealed = key.seal(address, Buffer.from(JSON.stringify(one)));
  const written = { digest, sealed, version: 1 };
  const names = Object.keys(written);
  const command = new UpdateItemCommand({
    TableName: database.physicalName(textPseudonyms),
    Key: marshalKey(address.key),
    ConditionExpression: 'attribute_not_exists(#digest) OR #digest = :digest',
    UpdateExpression: `SET ${names.map((name) => `#${name} = if_not_exists(#${name}, :${name})`).join(', ')}, #expiresAt = :until`,
    ExpressionAttributeNames: Object.fromEntries(
      [...names, 'expiresAt'].map((name) => [`#${name}`, name]),
    ),
    ExpressionAttributeValues: {
      ...Object.fromEntries(
        Object.entries(written).map(([name, value]) => [`:${name}`, toAttribute(value)]),
      ),
      ':until': toAttribute(until),
    },
  });
  return sent(async () => {
    try {
      await database.client.send(command);
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  });
}

/** Rows of one read. */
const rowsAtOnce = 100;

/**
 * The values behind tokens, by token. Without those that have ended, or whose key is destroyed: they
 * cannot be turned back any more.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function openPseudonyms(
  deps: StoreDependencies & { readonly clock: Clock },
  subjectId: SubjectId,
  tokens: readonly string[],
): Promise<ReadonlyMap<string, TypedValue>> {
  const { database, subjectKeys, clock } = deps;
  const found = new Map<string, TypedValue>();
  const distinct = [...new Set(tokens)];
  for (let first = 0; first < distinct.length; first += rowsAtOnce) {
    const keys = distinct.slice(first, first + rowsAtOnce).map((token) => ({ subjectId, token }));
    const rows = await getRows(database, textPseudonyms, keys, pseudonymRow);
    const opened = await Promise.all(
      rows.map((row) => openRow({ subjectKeys, now: clock() }, row)),
    );
    for (const [index, row] of rows.entries()) {
      const value = opened[index];
      if (value !== undefined) found.set(row.token, value);
    }
  }
  return found;
}

/** Undefined once it has ended: the database deletes it later. */
async function openRow(
  { subjectKeys, now }: { readonly subjectKeys: SubjectKeys; readonly now: EpochMilliseconds },
  { subjectId, token, sealed, expiresAt }: PseudonymRow,
): Promise<TypedValue | undefined> {
  if (toEpochMilliseconds(expiresAt) <= now) return undefined;
  const address = addressOf(subjectId, token);
  const opened = await openJson(subjectKeys, subjectId, pseudonymClass, address, sealed, typed);
  return opened.kind === 'opened' ? opened.value : undefined;
}

/** Everything that can still be turned back for one person. @throws StoreUnavailableError */
export async function* everyPseudonym(
  { database, subjectKeys, clock }: StoreDependencies & { readonly clock: Clock },
  subjectId: SubjectId,
): AsyncGenerator<TypedValue & { readonly pseudonym: string; readonly expiresAt: EpochSeconds }> {
  const partition = { partition: { subjectId } };
  for await (const row of queryAll(database, textPseudonyms, partition, pseudonymRow)) {
    const { token, expiresAt } = row;
    const found = await openRow({ subjectKeys, now: clock() }, row);
    if (found === undefined) continue;
    yield { ...found, pseudonym: writePseudonym({ type: found.type, token }), expiresAt };
  }
}
