import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { variablesOf } from '../lambda/platform/environment.ts';
import { formatSender } from '../lambda/platform/mail/sender.ts';
import { formatQuarantine } from '../lambda/platform/quarantine/quarantine.ts';
import { formatRecovery } from '../lambda/platform/recovery/recovery.ts';
import type { FunctionFacts } from '../lambda/platform/environment.ts';

/** Lambda defines `awslambda` before it imports. */
const script =
  'globalThis.awslambda = { streamifyResponse: (run) => run, HttpResponseStream: {} };' +
  'const since = performance.now(); await import(process.argv[1]);' +
  'process.stdout.write(String(performance.now() - since)); process.exit();';

/** Milliseconds of the import in a new process: the part of a cold start before the first call. */
export async function coldImport(file: string, env: NodeJS.ProcessEnv): Promise<number> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script, file],
    { env, timeout: 30_000 },
  );
  return Number(stdout);
}

/** Environment variables as the stack sets them; importing a module calls nothing. */
export const variables = (facts: FunctionFacts, issuers: string): NodeJS.ProcessEnv => ({
  AWS_REGION: 'eu-central-1',
  ...Object.fromEntries(variablesOf(facts).map((name) => [name, '1'])),
  CUSTOS_ISSUERS: issuers,
  CUSTOS_REJECTIONS: 'general',
  CUSTOS_MALWARE_SCAN: 'required',
  CUSTOS_ISSUERS_OF_PEOPLE: '[]',
  CUSTOS_SYSTEMS: '{}',
  CUSTOS_MAIL_AT: formatSender({
    ...{ from: 'privacy@example.com', configurationSet: 'custos', perSecond: 1 },
  }),
  CUSTOS_QUARANTINE_AT: formatQuarantine({ policyArn: 'a', roleName: '{function}', functions: [] }),
  CUSTOS_RECOVERY_AT: formatRecovery({ tables: [], wrappingKey: 'a' }),
});
