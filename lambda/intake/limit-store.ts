import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { isIPv6 } from 'node:net';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { marshalKey } from '../platform/dynamo/read.ts';
import type { Keyring } from '../platform/keyring/keyring.ts';
import type { Policy } from '../policy/schema.ts';
import type { RequestId } from '../value/ids.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { plusSeconds, toEpochSeconds } from '../value/time.ts';
import { mailSeconds } from './model/limits.ts';
import { intakeLimits } from './table.ts';

export interface LimitDependencies {
  readonly database: Database;
  readonly keyring: Pick<Keyring, 'hmac'>;
}

const windowSeconds = 3_600;

export type Counted =
  | { readonly kind: 'within' }
  | { readonly kind: 'over'; readonly retryAfterSeconds: number };

/**
 * Counts a call, of its client and in all, unless one of the two is at its limit.
 *
 * @param client network address of the caller
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function countCall(
  deps: LimitDependencies,
  client: string,
  { callsPerHour: { perClient, inAll } }: Policy['publicRequests'],
  now: EpochMilliseconds,
): Promise<Counted> {
  const window = Math.floor(toEpochSeconds(now) / windowSeconds);
  const name = `client#${await nameOf(deps, 'client', networkOf(client))}#${window}`;
  const isWithin =
    (await count(deps, name, perClient, now)) && (await count(deps, `all#${window}`, inAll, now));
  if (isWithin) return { kind: 'within' };
  return { kind: 'over', retryAfterSeconds: (window + 1) * windowSeconds - toEpochSeconds(now) };
}

/**
 * Whether an address may be written to now; from then on it may not for an hour, but for the message
 * of the same request, which is sent again after a crash.
 *
 * @param address in the form of `comparableAddress`
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function mayWrite(
  deps: LimitDependencies,
  address: string,
  requestId: RequestId,
  now: EpochMilliseconds,
): Promise<boolean> {
  const next = plusSeconds(now, mailSeconds);
  return changed(deps, `mail#${await nameOf(deps, 'address', address)}`, {
    UpdateExpression: 'SET #nextAt = :next, #requestId = :requestId, #expiresAt = :expiresAt',
    ConditionExpression:
      'attribute_not_exists(#nextAt) OR #nextAt <= :now OR #requestId = :requestId',
    ExpressionAttributeNames: {
      '#nextAt': 'nextAt',
      '#requestId': 'requestId',
      '#expiresAt': 'expiresAt',
    },
    ExpressionAttributeValues: {
      ':next': { N: String(next) },
      ':now': { N: String(now) },
      ':requestId': { S: requestId },
      ':expiresAt': { N: String(toEpochSeconds(next)) },
    },
  });
}

const nameOf = async (
  { keyring }: LimitDependencies,
  of: 'client' | 'address',
  value: string,
): Promise<string> =>
  Buffer.from(await keyring.hmac('intake-limit/v1', [of, value])).toString('base64url');

/** A household has a network of IPv6: the first 64 bits. */
function networkOf(client: string): string {
  if (!isIPv6(client)) return client;
  const [head = '', tail = ''] = client.split('%')[0]?.split('::') ?? [];
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const [first, last] = [groups(head), groups(tail)];
  const filled = [
    ...first,
    ...Array.from({ length: 8 - first.length - last.length }, () => '0'),
    ...last,
  ];
  return filled
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

const count = (
  deps: LimitDependencies,
  limit: string,
  maximum: number,
  now: EpochMilliseconds,
): Promise<boolean> =>
  changed(deps, limit, {
    UpdateExpression: 'ADD #count :one SET #expiresAt = :expiresAt',
    ConditionExpression: 'attribute_not_exists(#count) OR #count < :maximum',
    ExpressionAttributeNames: { '#count': 'count', '#expiresAt': 'expiresAt' },
    ExpressionAttributeValues: {
      ':one': { N: '1' },
      ':maximum': { N: String(maximum) },
      ':expiresAt': { N: String(toEpochSeconds(plusSeconds(now, 2 * windowSeconds))) },
    },
  });

type Change = Omit<ConstructorParameters<typeof UpdateItemCommand>[0], 'TableName' | 'Key'>;

/** PartiQL adds nothing and makes no row by an update: this is the one write of another kind. */
async function changed(
  { database }: LimitDependencies,
  limit: string,
  change: Change,
): Promise<boolean> {
  const TableName = database.physicalName(intakeLimits);
  try {
    await database.client.send(
      new UpdateItemCommand({ TableName, Key: marshalKey({ limit }), ...change }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw StoreUnavailableError.from(error);
  }
}
