import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import { functionNameOf } from './invocation.ts';
import type { Invoke } from './invocation.ts';
import { close, listen } from './ports.ts';
import { StartRefusedError } from './start-refused-error.ts';
import { localAccount, localRegion } from './template.ts';

/**
 * Replaces CloudFormation: calls the function when the policy differs from that of the last start.
 * Stores the policy afterwards, so that a kill in between reports the change again.
 *
 * @param previousFile path of the policy that was recorded last
 * @throws StartRefusedError when the function could not record it, which fails a deployment too
 */
export async function recordPolicyChange(
  assembly: Assembly,
  invoke: Invoke,
  previousFile: string,
): Promise<'same' | 'first' | 'changed'> {
  const previous = read(previousFile);
  const changes = assembly
    .ofType('Custom::PolicyChange')
    .map((placed) => ({ placed, properties: declared.parse(assembly.properties(placed)) }))
    .filter(
      ({ properties: { PolicyVersion, Keeps } }) =>
        PolicyVersion !== previous?.PolicyVersion || Keeps !== previous.Keeps,
    );
  for (const { placed, properties } of changes) {
    const { logicalId, stack } = placed;
    await sendChange(invoke, functionNameOf(properties.ServiceToken), {
      RequestType: previous === undefined ? 'Create' : 'Update',
      RequestId: randomUUID(),
      StackId: `arn:aws:cloudformation:${localRegion}:${localAccount}:stack/${stack.name}/local`,
      LogicalResourceId: logicalId,
      ResourceProperties: properties,
      OldResourceProperties: previous && { ...properties, ...previous },
    });
    const { PolicyVersion, Keeps } = properties;
    await note(previousFile, { PolicyVersion, Keeps });
  }
  if (previous === undefined && changes.length > 0) return 'first';
  const isOther = changes.some(
    ({ properties }) => properties.PolicyVersion !== previous?.PolicyVersion,
  );
  return isOther ? 'changed' : 'same';
}

const noted = z.object({ PolicyVersion: z.string(), Keeps: z.string().optional() });
const declared = noted.extend({ ServiceToken: z.string() });
const answered = z.object({ Status: z.enum(['SUCCESS', 'FAILED']) });

/** Calls the function with a response address, as CloudFormation does. */
async function sendChange(invoke: Invoke, functionName: string, event: object): Promise<void> {
  let answer: z.output<typeof answered> | undefined;
  // Like the address that CloudFormation signs, only the function knows it.
  const path = `/${randomBytes(32).toString('base64url')}`;
  const server = createServer((request, response) => {
    if (request.url !== path || request.headers.origin !== undefined) {
      response.writeHead(403, { connection: 'close' }).end();
      return;
    }
    void json(request)
      .then((body) => {
        answer = answered.parse(body);
        response.end();
      })
      .catch(() => response.writeHead(400).end());
  });
  const port = await listen(server, 0);
  try {
    const ResponseURL = `http://127.0.0.1:${port}${path}`;
    await invoke(functionName, JSON.stringify({ ...event, ResponseURL }));
  } finally {
    await close(server, 0);
  }
  if (answer?.Status === 'SUCCESS') return;
  throw new StartRefusedError(
    `${functionName} could not record the policy change in the ledger: see functions.log`,
  );
}

function read(path: string): z.output<typeof noted> | undefined {
  try {
    return noted.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function note(path: string, content: z.output<typeof noted>): Promise<void> {
  const partial = `${path}.partial`;
  await writeFile(partial, JSON.stringify(content), { mode: 0o600 });
  await rename(partial, path);
}
