import * as z from 'zod';
import type { Assembly } from './assembly.ts';

/** One call of the API. */
export interface Access {
  readonly requestId: string;
  readonly receivedAt: Date;
  readonly method: string;
  /** Template of the path, for a route of the API. */
  readonly resource?: string | undefined;
  readonly status: number;
  readonly milliseconds: number;
  readonly integrationMilliseconds?: number | undefined;
  /** Response type of the gateway, where it responded itself. */
  readonly gatewayProblem?: string | undefined;
}

const stage = z.object({ AccessLogSetting: z.object({ Format: z.string() }) });

const variables: Readonly<Record<string, (access: Access) => string | number | undefined>> = {
  requestId: ({ requestId }) => requestId,
  requestTime: ({ receivedAt }) => receivedAt.toUTCString(),
  httpMethod: ({ method }) => method,
  resourcePath: ({ resource }) => resource,
  status: ({ status }) => status,
  responseLatency: ({ milliseconds }) => milliseconds,
  integrationLatency: ({ integrationMilliseconds }) => integrationMilliseconds,
  'error.responseType': ({ gatewayProblem }) => gatewayProblem,
};

/** Writes lines of the access log as the stage of the template formats them; undefined without one. */
export function accessLines(assembly: Assembly): ((access: Access) => string) | undefined {
  const [placed] = assembly.ofType('AWS::ApiGateway::Stage');
  const format =
    placed && stage.safeParse(assembly.properties(placed)).data?.AccessLogSetting.Format;
  if (format === undefined) return undefined;
  // API Gateway writes a hyphen for what it does not know; here that is TLS, and fields with a person.
  return (access) =>
    format.replaceAll(/\$context\.([\w.]+)/g, (_, name: string) =>
      String(variables[name]?.(access) ?? '-'),
    );
}
