import { LambdaClient } from '@aws-sdk/client-lambda';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as z from 'zod';
import { connectorFunctionName } from '../../lambda/policy/connector-name.ts';
import { homeAt } from '../../local/home.ts';
import { probesOf, ProbesUnreachableError } from './probe.ts';
import type { Probes } from './probe.ts';

const place = z.object({ url: z.string(), secret: z.string() });

/**
 * Connectors of the embedded runtime that runs with this home.
 *
 * @throws ProbesUnreachableError
 */
export async function localProbes(home: string): Promise<Probes> {
  const { invoke } = homeAt(resolve(home));
  const { url, secret } = await readFile(invoke, 'utf8')
    .then((text) => place.parse(JSON.parse(text)))
    .catch((cause: unknown) => {
      throw new ProbesUnreachableError(
        `no embedded runtime runs with the home ${home}: start it (npx custos start), or name a --stage`,
        { cause },
      );
    });
  const client = new LambdaClient({
    endpoint: url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'operator', secretAccessKey: 'operator', sessionToken: secret },
    maxAttempts: 1,
  });
  return probesOf(client, connectorFunctionName);
}
