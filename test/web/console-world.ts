import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bodyOf } from '../../client/index.ts';
import type { components } from '../../client/index.ts';
import { assistant, clientOf } from '../../local/demo/steps.ts';
import { openBrowserWorld } from './browser-world.ts';
import type { BrowserWorld } from './browser-world.ts';

type Submission = components['schemas']['Submission'];

interface ConsolePolicy {
  /** Approvals that an erasure needs. */
  readonly erasureApprovals?: number;
  /** One person more in an hour pauses all erasures. */
  readonly peoplePerHour?: number;
  /** Another store of the operator, whose function is not there. @default false */
  readonly crm?: boolean;
}

const crmSettings = `
systems:
  crm:
    title: Customers
    owner: team@example.com
    categories: [prompt-text]
    connector:
      kind: lambda
      function: arn:aws:lambda:eu-central-1:111122223333:function:crm
      identifiers: [email]
`;

/** The pages under a policy that asks two members of staff to approve an erasure, and one a copy. */
export async function openConsoleWorld(policy: ConsolePolicy = {}): Promise<BrowserWorld> {
  const directory = mkdtempSync(join(tmpdir(), 'custos-console-'));
  cpSync('policy', directory, { recursive: true });
  const { erasureApprovals = 2, peoplePerHour = 50, crm = false } = policy;
  if (crm) appendFileSync(join(directory, 'policy.yaml'), crmSettings);
  setIn(directory, 'erasure', ['approvals: 0', `approvals: ${erasureApprovals}`]);
  setIn(directory, 'erasure', ['peoplePerHour: 50', `peoplePerHour: ${peoplePerHour}`]);
  setIn(directory, 'access', ['approvals: 0', 'approvals: 1']);
  const world = await openBrowserWorld({ CUSTOS_POLICY: directory });
  return {
    ...world,
    end: async () => {
      await world.end();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function setIn(directory: string, kind: string, [old, set]: readonly [string, string]): void {
  const path = join(directory, 'policy.yaml');
  const [before = '', after = ''] = readFileSync(path, 'utf8').split(`\n  ${kind}:\n`);
  const changed = after.replace(old, set);
  writeFileSync(path, `${before}\n  ${kind}:\n${changed}`);
}

/** A person with three prompts, who asks for something. */
export async function personAsks(
  { stage }: BrowserWorld,
  email: string,
  body: Submission,
  residence = 'DE',
): Promise<string> {
  const subject = { type: 'email', value: email } as const;
  const service = assistant(stage);
  bodyOf(await service.post('/v1/subjects', { body: { subject, residence } }));
  const items = ['one', 'two', 'three'].map((text) => ({
    ...{ subject, category: 'prompt-text', purposes: ['service-provision'], content: { text } },
  }));
  bodyOf(await service.post('/v1/records/batch', { body: { items } }));
  const { request } = bodyOf(await clientOf(stage, email).post('/v1/me/requests', { body }));
  return request.requestId;
}
