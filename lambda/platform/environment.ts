import * as z from 'zod';
import type { Area } from './area.ts';
import type { TableFacts } from './dynamo/facts.ts';
import type { Route } from './http/contract.ts';
import type { HmacUse, KeyUse, Signer } from './keyring/keyring.ts';
import type { ConnectorTarget } from '../policy/connector-targets.ts';
import type { WorkflowName } from './workflow/workflow.ts';

export { areas } from './area.ts';
export type { Area } from './area.ts';

/** The actions of a function on a table; each becomes one IAM action. */
export type TableAction =
  | 'get'
  | 'batch-get'
  | 'query'
  | 'query-index'
  | 'insert'
  | 'update'
  | 'delete'
  | 'scan'
  /** The size of a table; no row. */
  | 'describe'
  /** UpdateItem: adds to a count, or writes a row under a condition. Reads nothing. */
  | 'increment';

export type KeyringAction =
  | 'generate-data-key'
  | 'unwrap'
  | `hmac-${HmacUse}`
  | `sign-${Signer}`
  | `public-key-${Signer}`;

export type MediaAction =
  /** Signs forms: who has one stores an upload in the name of the function. */
  | 'receive'
  /** Reads uploads and the tags of a scan for malware, and discards them. */
  | 'inspect'
  /** Deletes uploads unread, all versions. */
  | 'discard'
  /** Stores encrypted files. */
  | 'keep'
  | 'read'
  /** Deletes encrypted files, all versions. */
  | 'delete'
  /** Lists encrypted files of a person, all versions. */
  | 'list';

/**
 * One permission of a function. IAM grants, environment variables and IAM tests are derived from
 * it.
 */
export type Need =
  | { readonly table: TableFacts; readonly actions: readonly TableAction[] }
  | { readonly keyring: readonly KeyringAction[] }
  | {
      readonly objects: readonly ('put' | 'link' | 'exists' | 'get' | 'delete')[];
      /** The prefix of the bucket that they are below. @default - `exports` */
      readonly under?: 'training';
    }
  | { readonly media: readonly MediaAction[] }
  /** `status`: to know whether a sender is configured, without the right to send. */
  | { readonly mail: readonly ('send' | 'status')[] }
  | { readonly workflow: WorkflowName }
  | { readonly invoke: string }
  /** One store of the operator or endpoint of a recipient, as its settings say, and no other. */
  | { readonly system: ConnectorTarget }
  /** Call the function of every connector. */
  | { readonly systems: 'call' }
  /** Attach and detach the one policy that denies a function everything. */
  | { readonly quarantine: 'functions' }
  /** What can bring rows of these tables back, and the key that wraps keys of people: descriptions only. */
  | { readonly recovery: readonly TableFacts[] }
  /** To know which issuers the deployment trusts: the policy, or the app that deploys it, names them. */
  | { readonly issuers: 'read' }
  /** To know at which of them people sign in: their URLs alone. */
  | { readonly issuers: 'of-people' }
  /** To know on which page people follow a request: links in mails lead there. */
  | { readonly followUp: 'link' }
  /** Digests and log files of CloudTrail, and its public keys. In the audit stack only. */
  | { readonly trails: readonly 'verify'[] }
  /** The files of the privacy centre and the console. In the web stack only. */
  | { readonly pages: readonly 'publish'[] }
  | { readonly events: readonly 'publish'[] };

/** The changes of one table that a stream consumer receives. */
export interface StreamSource {
  readonly table: TableFacts;
  readonly changes: readonly ('INSERT' | 'MODIFY' | 'REMOVE')[];
}

export type Trigger =
  | { readonly kind: 'routes'; readonly routes: readonly Route[] }
  | { readonly kind: 'authorizer' }
  | {
      readonly kind: 'stream';
      readonly sources: readonly StreamSource[];
      /** Attempts before a change goes to the dead-letter queue; -1: until it is 20 hours old. */
      readonly retries: number;
    }
  | { readonly kind: 'schedule'; readonly everyMinutes: number }
  | { readonly kind: 'durable'; readonly workflow: WorkflowName; readonly timeoutDays: number }
  /** What happened to messages later: SES publishes it, by the id of each. */
  | { readonly kind: 'mail-events' }
  /**
   * Calls it when an upload was stored and when a scan for malware has ended, with the event of
   * Amazon S3 or GuardDuty in EventBridge.
   */
  | { readonly kind: 'uploads' }
  /** Another function of Custos calls it. */
  | { readonly kind: 'invoked' }
  /** EventBridge calls it with what a detection or an alarm of the deployment noticed. */
  | { readonly kind: 'detections' }
  /** CloudFormation calls it when a deployment brings another policy, or other pages. */
  | { readonly kind: 'deployment' };

/** One Lambda function: its entry point, its trigger and its permissions. */
export interface FunctionFacts {
  /** Kebab-case, unique: `consent-api`. */
  readonly name: string;
  /** Section of the dashboard and of the alarms. */
  readonly area: Area;
  readonly entry: `lambda/${string}.ts`;
  readonly purpose: string;
  /** What an attacker can do who runs code in it: a row of SECURITY.md. */
  readonly worstCase: string;
  readonly trigger: Trigger;
  readonly needs: readonly Need[];
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
}

/** Names the key for each use: an ARN in AWS, the key file in the embedded runtime. */
export const keyVariables = {
  data: 'CUSTOS_KEYRING_DATA',
  'hmac-alias': 'CUSTOS_KEYRING_HMAC_ALIAS',
  'hmac-idempotency': 'CUSTOS_KEYRING_HMAC_IDEMPOTENCY',
  'hmac-follow-up': 'CUSTOS_KEYRING_HMAC_FOLLOW_UP',
  receipts: 'CUSTOS_KEYRING_RECEIPTS',
  certificates: 'CUSTOS_KEYRING_CERTIFICATES',
  checkpoints: 'CUSTOS_KEYRING_CHECKPOINTS',
  webhooks: 'CUSTOS_KEYRING_WEBHOOKS',
} as const satisfies Record<KeyUse, `CUSTOS_KEYRING_${string}`>;

/** The key that an action uses. */
export const keyUseOf = {
  'generate-data-key': 'data',
  unwrap: 'data',
  'hmac-alias': 'hmac-alias',
  'hmac-idempotency': 'hmac-idempotency',
  'hmac-follow-up': 'hmac-follow-up',
  'sign-receipts': 'receipts',
  'sign-certificates': 'certificates',
  'sign-checkpoints': 'checkpoints',
  'sign-webhooks': 'webhooks',
  'public-key-receipts': 'receipts',
  'public-key-certificates': 'certificates',
  'public-key-checkpoints': 'checkpoints',
  'public-key-webhooks': 'webhooks',
} as const satisfies Record<KeyringAction, KeyUse>;

export type VariableName =
  | 'CUSTOS_STAGE'
  | 'CUSTOS_FUNCTION'
  | 'CUSTOS_ISSUERS'
  | 'CUSTOS_ISSUERS_OF_PEOPLE'
  | 'CUSTOS_REJECTIONS'
  | 'CUSTOS_KEY_CACHE_SECONDS'
  | 'CUSTOS_LAST_USE_SECONDS'
  | (typeof keyVariables)[KeyUse]
  | 'CUSTOS_OBJECTS_AT'
  | 'CUSTOS_MEDIA_AT'
  | 'CUSTOS_MALWARE_SCAN'
  | 'CUSTOS_MAIL_AT'
  | 'CUSTOS_FOLLOW_UP_URL'
  | `CUSTOS_WORKFLOW_${string}`
  | 'CUSTOS_EVENTS_AT'
  | 'CUSTOS_QUARANTINE_AT'
  | 'CUSTOS_TRAILS'
  | 'CUSTOS_PAGES_AT'
  | 'CUSTOS_RECOVERY_AT'
  | 'CUSTOS_SYSTEM'
  | 'CUSTOS_BUCKET_OWNER'
  | 'CUSTOS_SYSTEMS'
  | `CUSTOS_INVOKE_${string}`
  | `CUSTOS_TABLE_${string}`;

const snake = (name: string): string => name.replaceAll('-', '_').toUpperCase();

export const tableVariable = (table: TableFacts): VariableName =>
  `CUSTOS_TABLE_${snake(table.name)}`;
export const invokeVariable = (name: string): VariableName => `CUSTOS_INVOKE_${snake(name)}`;
export const workflowVariable = (name: WorkflowName): VariableName =>
  `CUSTOS_WORKFLOW_${snake(name)}`;

/** JSON: `issuers` of the policy; URLs. */
export const issuersVariables = {
  read: 'CUSTOS_ISSUERS',
  'of-people': 'CUSTOS_ISSUERS_OF_PEOPLE',
} as const;

/** Names of the environment variables: those that every function has, and one set per need. */
export function variablesOf(facts: FunctionFacts): readonly VariableName[] {
  const names = new Set<VariableName>(['CUSTOS_STAGE', 'CUSTOS_FUNCTION']);
  if (facts.trigger.kind === 'authorizer') names.add('CUSTOS_ISSUERS').add('CUSTOS_REJECTIONS');
  if (facts.trigger.kind === 'uploads') names.add('CUSTOS_MALWARE_SCAN');
  for (const need of facts.needs) {
    if ('table' in need) names.add(tableVariable(need.table));
    if ('invoke' in need) names.add(invokeVariable(need.invoke));
    if ('workflow' in need) names.add(workflowVariable(need.workflow));
    if ('system' in need) {
      names.add('CUSTOS_SYSTEM');
      if (need.system.connector.kind === 's3') names.add('CUSTOS_BUCKET_OWNER');
    }
    if ('systems' in need) names.add('CUSTOS_SYSTEMS');
    if ('objects' in need) names.add('CUSTOS_OBJECTS_AT');
    if ('media' in need) names.add('CUSTOS_MEDIA_AT');
    if ('mail' in need) names.add('CUSTOS_MAIL_AT');
    if ('followUp' in need) names.add('CUSTOS_FOLLOW_UP_URL');
    if ('events' in need) names.add('CUSTOS_EVENTS_AT');
    if ('quarantine' in need) names.add('CUSTOS_QUARANTINE_AT');
    if ('issuers' in need) names.add(issuersVariables[need.issuers]);
    if ('recovery' in need) names.add('CUSTOS_RECOVERY_AT');
    if ('trails' in need) names.add('CUSTOS_TRAILS');
    if ('pages' in need) names.add('CUSTOS_PAGES_AT');
    if ('keyring' in need) {
      names.add('CUSTOS_KEY_CACHE_SECONDS').add('CUSTOS_LAST_USE_SECONDS');
      for (const action of need.keyring) names.add(keyVariables[keyUseOf[action]]);
    }
  }
  return [...names].sort();
}

const values = z.object({
  CUSTOS_STAGE: z.string().min(1),
  CUSTOS_FUNCTION: z.string().min(1),
  /** JSON: see `issuers` in the policy. */
  CUSTOS_ISSUERS: z.string().min(2).optional(),
  /** Whether a 401 or 403 gives the reason for every token. */
  CUSTOS_REJECTIONS: z.enum(['explained', 'general']).optional(),
  /** Whether an upload is kept only after a scan for malware has found nothing. */
  CUSTOS_MALWARE_SCAN: z.enum(['required', 'none']).optional(),
  /** See `lambda/policy/follow-up-page.ts`. */
  CUSTOS_FOLLOW_UP_URL: z.string().min(1).optional(),
  /** How long an unwrapped subject key may be cached; at most 300 by design. */
  CUSTOS_KEY_CACHE_SECONDS: z.coerce.number().int().min(0).max(300).optional(),
  /**
   * Cache time, longest function timeout and clock difference together: after it no cached key is
   * in use.
   */
  CUSTOS_LAST_USE_SECONDS: z.coerce.number().int().min(1).optional(),
});

export interface Environment extends z.output<typeof values> {
  /** Physical table names by logical name. */
  readonly tables: Readonly<Record<string, string>>;
  /** @throws EnvironmentError when the function's needs do not name the variable */
  readonly get: (name: VariableName) => string;
}

/**
 * Reads and checks the variables of one function, once, at cold start.
 *
 * @throws EnvironmentError that names every missing or malformed variable, never a value
 */
export function readEnvironment(
  facts: FunctionFacts,
  variables: Readonly<Record<string, string | undefined>>,
): Environment {
  const names = variablesOf(facts);
  const missing = names.filter((name) => !variables[name]);
  if (missing.length > 0) throw new EnvironmentError(facts.name, missing);
  const parsed = values.safeParse(variables);
  if (!parsed.success) {
    throw new EnvironmentError(
      facts.name,
      parsed.error.issues.map(({ path }) => path.join('.')),
    );
  }
  const get = (name: VariableName): string => {
    const value = variables[name];
    if (!value) throw new EnvironmentError(facts.name, [name]);
    return value;
  };
  const tables = facts.needs.flatMap((need) =>
    'table' in need ? [[need.table.name, get(tableVariable(need.table))] as const] : [],
  );
  return { ...parsed.data, tables: Object.fromEntries(tables), get };
}

/** A variable is missing or malformed: a defect of the deployment, found at cold start. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';

  constructor(functionName: string, variables: readonly string[]) {
    super(`${functionName}: set ${variables.join(', ')}`);
  }
}
