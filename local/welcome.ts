import { resolve } from 'node:path';
import { shellWord } from '../lib/shell.ts';
import { stages } from '../lib/stages.ts';
import { exampleCalls } from './example-calls.ts';
import { assistantSecret } from './issuer-clients.ts';
import type { Runtime } from './runtime.ts';

export const usualHome = '.custos';

/** The published package has no demo. */
const isClone = import.meta.filename.endsWith('.ts');

/** The parts of the runtime that the text names. */
type Started = Pick<Runtime, 'url' | 'docs' | 'issuer' | 'startedIn'>;

/** The text that the runtime prints when it is ready. */
export async function welcome(runtime: Started, home: string): Promise<string> {
  const { url, docs, issuer, startedIn } = runtime;
  const consent = await consentBody(url);
  return `
Ready in ${startedIn}.
  Privacy    ${url}/
             the privacy centre: sign in as one of its people with one click
  Console    ${url}/console/
             of the privacy team: sign in as the data protection officer with one click
  API        ${url}/v1/health
  Contract   ${docs}
  Sign-in    ${issuer}/.well-known/openid-configuration
             any e-mail address signs in; clients privacy-centre (people) and console (staff),
             both with PKCE, and assistant (client credentials, secret ${assistantSecret})
  Functions  log to ${home}/functions.log
             a 401 or 403 says in its detail what is wrong with the token; the line TOKEN_REFUSED
             of the log has the reason and the requestId of the response
  Calls      of the API are in ${home}/access.log, as the access log of the template formats them
  Events     in ${home}/events.jsonl; with CUSTOS_WEBHOOK_URL=... posted there too, signed with the
             secret in ${home}/webhook-secret (cat it; only you can)
  Mail       to people is in ${home}/outbox; read it with npx custos outbox list
  Audit      each call of the database, the keyring and the exports, by function, in the form of
             CloudTrail: ${home}/audit/<day>.jsonl, for ${stages.local.audit.retentionDays} days

Simulated here, real in AWS: IAM is not enforced: every function may do anything to every table.
API Gateway, Lambda, KMS (a key file), S3 (a folder), EventBridge, CloudTrail, alarms on logs and
the durable execution service are simulated; throttling and alarms on metrics of AWS are absent.
DynamoDB is an embedded, compatible server. Never store data of real people here.

Try, in another terminal, in this folder:
${homeLine(home)}${exampleCalls(url, consent)}
${isClone ? 'Or all of it for twenty people: npm run demo. ' : ''}Ctrl-C stops it; the data stays.
`;
}

/** `custos token` finds the issuer with it. */
const homeLine = (home: string): string =>
  home === usualHome ? '' : `  export CUSTOS_HOME=${shellWord(resolve(home))}\n`;

/** The body of a consent for the current notice, ready to paste. */
async function consentBody(url: string): Promise<string> {
  const consent = { state: 'given', locale: 'en', method: 'curl' };
  try {
    const response = await fetch(`${url}/v1/notices`);
    const { items } = (await response.json()) as {
      items?: readonly { readonly id: string; readonly version: string }[];
    };
    const notice = items?.[0] && { id: items[0].id, version: items[0].version };
    return JSON.stringify({ ...consent, notice });
  } catch {
    return JSON.stringify(consent);
  }
}
