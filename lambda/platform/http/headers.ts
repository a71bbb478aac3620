import type { APIGatewayProxyEvent } from 'aws-lambda';

/** Value of a request header by its lower-case name; repeated headers are joined. */
export function headerOf(event: HeaderBearer, name: string): string | undefined {
  const several = Object.entries(event.multiValueHeaders ?? {}).filter(
    ([header]) => header.toLowerCase() === name,
  );
  const values = several.flatMap(([, list]) => list ?? []);
  if (values.length > 0) return values.join(', ');
  return Object.entries(event.headers ?? {}).find(([header]) => header.toLowerCase() === name)?.[1];
}

interface HeaderBearer {
  readonly headers: Readonly<Record<string, string | undefined>> | null;
  readonly multiValueHeaders: APIGatewayProxyEvent['multiValueHeaders'] | null;
}
