import { resolve } from 'node:path';
import { shellWord } from '../lib/shell.ts';
import { assistantSecret } from './issuer.ts';
import type { Runtime } from './runtime.ts';

export const usualHome = '.custos';

/** The package does not bring the demo. */
const isClone = import.meta.filename.endsWith('.ts');

/** What to know and what to try, once the runtime is ready. */
/** What of the runtime the text names. */
type Started = Pick<Runtime, 'url' | 'docs' | 'issuer' | 'startedIn'>;

export async function welcome(runtime: Started, home: string): Promise<string> {
  const { url, docs, issuer, startedIn } = runtime;
  const notice = await noticeLine(url);
  return `
Ready in ${startedIn}.
  API        ${url}/v1/health
  Contract   ${docs}
  Sign-in    ${issuer}/.well-known/openid-configuration
             any e-mail address signs in; clients privacy-centre (PKCE) and assistant
             (client credentials, secret ${assistantSecret})
  Functions  log to ${home}/functions.log: why a token was refused (401) is there
  Events     in ${home}/events.jsonl; with CUSTOS_WEBHOOK_URL=... posted there too, signed with the
             secret in ${home}/webhook-secret (cat it; only you can)

Simulated here, real in AWS: IAM is not enforced: every function may do anything to every table.
API Gateway, Lambda, KMS (a key file), S3 (a folder), EventBridge and the durable execution
service are stood in for; throttling, alarms and audit trails are not. DynamoDB is an embedded
compatible server. Never put data of real people in here.

Try, in another terminal, in this folder:
${homeLine(home)}  curl -sw '\\n' ${url}/v1/health
  PERSON=$(npx custos token --subject ada@example.com)
  ASSISTANT=$(npx custos token --service assistant)
  WHO='"subject":{"type":"email","value":"ada@example.com"}'

  # the person agrees to improvement
  curl -sw '\\n' -X PUT ${url}/v1/me/consents/improvement -H "authorization: Bearer $PERSON" \\
    -H 'content-type: application/json' \\
    -d '${notice}'

  # the assistant stores a prompt and asks whether it may use it
  curl -sw '\\n' ${url}/v1/records -H "authorization: Bearer $ASSISTANT" \\
    -H 'content-type: application/json' -H "idempotency-key: $(date +%s)" \\
    -d '{'"$WHO"',"category":"prompt-text","purposes":["service-provision"],"content":{"text":"hello"}}'
  curl -sw '\\n' ${url}/v1/decisions -H "authorization: Bearer $ASSISTANT" \\
    -H 'content-type: application/json' \\
    -d '{'"$WHO"',"purpose":"improvement","category":"prompt-text"}'

  # the person asks to be erased
  curl -sw '\\n' ${url}/v1/me/requests -H "authorization: Bearer $PERSON" \\
    -H 'content-type: application/json' -H "idempotency-key: $(date +%s)" \\
    -d '{"kind":"erasure"}'

${isClone ? 'Or all of it for twenty people: npm run demo. ' : ''}Ctrl-C stops; everything is kept.
`;
}

/** `custos token` finds the issuer by it. */
const homeLine = (home: string): string =>
  home === usualHome ? '' : `  export CUSTOS_HOME=${shellWord(resolve(home))}\n`;

/** The body of a consent that names the notice in force, ready to paste. */
async function noticeLine(url: string): Promise<string> {
  const consent = { state: 'given', locale: 'en', method: 'curl' };
  try {
    const response = await fetch(`${url}/v1/notices`);
    const { items } = (await response.json()) as {
      items?: readonly { readonly id: string; readonly version: string }[];
    };
    const notice = items?.[0] && { id: items[0].id, version: items[0].version };
    return JSON.stringify({ ...consent, ...(notice && { notice }) });
  } catch {
    return JSON.stringify(consent);
  }
}
