import { secretHeader } from './inner-port.ts';
import { localRegion } from './template.ts';

/** A database server, and its secret if it has one. */
export interface DatabaseAddress {
  readonly url: string;
  readonly secret?: string;
}

/** A call of the embedded database was rejected or failed. */
export class DatabaseCallError extends Error {
  override readonly name = 'DatabaseCallError';
  /** `TrimmedDataAccessException`, where the response names one. */
  readonly type: string | undefined;

  constructor(operation: string, type: string | undefined, options?: ErrorOptions) {
    super(`${operation}: ${type ?? 'no response'}`, options);
    this.type = type;
  }
}

/**
 * Calls the database with plain JSON. The SDK would lose `userIdentity` in stream records, whose
 * members DynamoDB spells in lower case.
 *
 * @param operation `DynamoDBStreams_20120810.GetRecords`
 * @throws DatabaseCallError
 */
export async function callDatabase(
  { url, secret }: DatabaseAddress,
  operation: string,
  input: unknown,
): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': operation,
        'x-amz-date': '20260101T000000Z',
        authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${localRegion}/dynamodb/aws4_request, SignedHeaders=host, Signature=local`,
        ...(secret !== undefined && { [secretHeader]: secret }),
      },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(10_000),
    });
  } catch (cause) {
    throw new DatabaseCallError(operation, undefined, { cause });
  }
  const answer: unknown = await response.json();
  if (!response.ok) throw new DatabaseCallError(operation, typeOf(answer));
  return answer;
}

function typeOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null || !('__type' in answer)) return undefined;
  return String(answer.__type).split('#').at(-1);
}
