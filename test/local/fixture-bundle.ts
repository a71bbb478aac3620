import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Code of the fixture's functions: does what the header `x-do` says, or authorizes tokens. */
const code = `
let calls = 0;
export async function handler(event, context) {
  if (event.type === 'REQUEST') return authorizer(event);
  calls += 1;
  switch (event.headers?.['x-do'] ?? event.do) {
    case 'throw': throw new RangeError('a secret of the function');
    case 'hang': return new Promise(() => setInterval(() => {}, 1000));
    case 'crash': setTimeout(() => { throw new Error('uncaught'); }, 1); return new Promise(() => {});
    case 'exit': process.exit(3);
    case 'malformed': return { status: 200 };
    case 'slow': await new Promise((resolve) => setTimeout(resolve, 400)); break;
    case 'large': return { statusCode: 200, body: 'x'.repeat(7 * 1024 * 1024) };
    case 'empty': return { statusCode: 200, body: '', headers: { 'content-type': 'application/json' } };
    case 'bytes': return { statusCode: 200, body: 'AAEC', isBase64Encoded: true, headers: { 'content-type': 'application/zip' } };
  }
  const remaining = context.getRemainingTimeInMillis();
  return {
    statusCode: 200,
    multiValueHeaders: { 'x-many': ['a', 'b'] },
    body: JSON.stringify({ event, calls, remaining, table: process.env.CUSTOS_TABLE_THINGS, path: process.env.PATH }),
  };
}
function authorizer(event) {
  calls += 1;
  const token = event.headers.authorization ?? event.headers.Authorization;
  if (token === 'Bearer broken') throw new TypeError('no key set');
  const effect = { 'Bearer good': 'Allow', 'Bearer narrow': 'Allow', 'Bearer denied': 'Deny' }[token];
  if (effect === undefined) throw new Error('Unauthorized');
  const [api, stage] = event.methodArn.split('/');
  const path = token === 'Bearer narrow' ? 'GET/v1/items/latest' : '*/*';
  return {
    principalId: 'subject',
    policyDocument: { Version: '2012-10-17', Statement: [{ Effect: effect, Action: 'execute-api:Invoke', Resource: api + '/' + stage + '/' + path }] },
    context: { callerKind: 'subject', authenticatedAt: 12, asked: calls },
  };
}
`;

export const writeBundle = (directory: string): Promise<void> =>
  writeFile(join(directory, 'index.mjs'), code);
