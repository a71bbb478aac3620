import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

/** Calls another function of Custos and waits for its result. */
export type InvokeFunction = (input: unknown) => Promise<unknown>;

/**
 * @param functionArn as its binding sets it
 * @returns a function that throws FunctionUnavailableError: whether it ran is then unknown
 */
export function openInvoke(functionArn: string): InvokeFunction {
  const client = new LambdaClient({
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: 8_000,
      throwOnRequestTimeout: true,
    },
  });
  return async (input) => {
    const command = new InvokeCommand({
      FunctionName: functionArn,
      Payload: Buffer.from(JSON.stringify(input)),
    });
    const { FunctionError: fault, Payload: payload } = await client
      .send(command)
      .catch(unavailable);
    if (fault !== undefined || payload === undefined) throw new FunctionUnavailableError();
    return JSON.parse(Buffer.from(payload).toString('utf8')) as unknown;
  };
}

const unavailable = (cause: unknown): never => {
  throw new FunctionUnavailableError({ cause });
};

export class FunctionUnavailableError extends Error {
  override readonly name = 'FunctionUnavailableError';

  constructor(options?: ErrorOptions) {
    super('another function could not be called', options);
  }
}
