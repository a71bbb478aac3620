import type { DynamoDBRecord } from 'aws-lambda';
import type { Item, Value } from '../platform/dynamo/statement.ts';

type Attribute = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['OldImage']>[string];
export type Image = Readonly<Record<string, Attribute>>;

/** A row as a stream carries it. */
export const rowOf = (image: Image = {}): Item =>
  Object.fromEntries(Object.entries(image).map(([name, value]) => [name, valueOf(value)]));

/** Streams carry bytes as base64. */
function valueOf({ S, N, B, BOOL, L, M }: Attribute): Value | undefined {
  if (S !== undefined) return S;
  if (N !== undefined) return Number(N);
  if (BOOL !== undefined) return BOOL;
  if (B !== undefined) return Buffer.from(B, 'base64');
  if (L !== undefined) return L.map(valueOf).filter((value) => value !== undefined);
  return M === undefined ? undefined : rowOf(M);
}
