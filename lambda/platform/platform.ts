import { openKeyring } from '#keyring';
import { openMail } from '#mail';
import { openMediaObjects } from '#media';
import { openObjects } from '#objects';
import { openQuarantine } from '#quarantine';
import { openRecovery } from '#recovery';
import { openWorkflow } from '#workflow';
import { bundledPolicy } from '../policy/bundled.ts';
import { withFollowUpPage } from '../policy/follow-up-page.ts';
import type { Policy } from '../policy/schema.ts';
import { openDatabase } from './dynamo/database.ts';
import type { Database } from './dynamo/database.ts';
import { keyVariables, readEnvironment, workflowVariable } from './environment.ts';
import type { Environment, FunctionFacts, Need } from './environment.ts';
import type { Keyring } from './keyring/keyring.ts';
import { rememberAliases } from './keyring/remembered-aliases.ts';
import { openSubjectKeys } from './keyring/subject-keys.ts';
import type { SubjectKeys } from './keyring/subject-keys.ts';
import { subjectKeys } from './keyring/table.ts';
import { openLog } from './log/log.ts';
import type { Log } from './log/log.ts';
import type { Mail } from './mail/mail.ts';
import type { MediaObjects } from './media/media-objects.ts';
import type { Objects } from './objects/objects.ts';
import { systemClock } from '../value/time.ts';
import type { Clock } from '../value/time.ts';
import type { Quarantine } from './quarantine/quarantine.ts';
import type { Recovery } from './recovery/recovery.ts';
import type { Workflow } from './workflow/workflow.ts';

/**
 * The services of a function, each opened at first use.
 *
 * @throws NeedNotDeclaredError from a service that the function's `needs.ts` does not name
 */
export interface Platform {
  readonly facts: FunctionFacts;
  readonly environment: Environment;
  readonly database: Database;
  readonly keyring: Keyring;
  readonly subjectKeys: SubjectKeys;
  readonly objects: Objects;
  readonly media: MediaObjects;
  readonly mail: Mail;
  readonly workflow: Workflow;
  readonly quarantine: Quarantine;
  readonly recovery: Recovery;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Composes the services of one function; called once per cold start.
 *
 * @param variables of the function, as `lib/` sets them
 * @param given services that exist already, for a runtime in the same process
 * @throws EnvironmentError when a variable is missing or malformed
 */
export function openPlatform(
  facts: FunctionFacts,
  variables: Readonly<Record<string, string | undefined>> = process.env,
  given: Partial<Omit<Platform, 'facts' | 'environment'>> = {},
): Platform {
  const environment = readEnvironment(facts, variables);
  const needed = (part: string, fits: (need: Need) => boolean): void => {
    if (!facts.needs.some(fits)) throw new NeedNotDeclaredError(facts.name, part);
  };
  const part = <Part>(open: () => Part): (() => Part) => {
    let opened: { part: Part } | undefined;
    return () => (opened ??= { part: open() }).part;
  };

  const clock = given.clock ?? systemClock;
  const log = given.log ?? openLog({ function: facts.name, stage: environment.CUSTOS_STAGE });
  const database = part(() => {
    needed('a table', (need) => 'table' in need);
    return given.database ?? openDatabase(environment.tables);
  });
  const keyring = part(() => {
    needed('the keyring', (need) => 'keyring' in need);
    const seconds = environment.CUSTOS_KEY_CACHE_SECONDS ?? 0;
    return (
      given.keyring ??
      rememberAliases(
        openKeyring((use) => environment.get(keyVariables[use])),
        { seconds, clock },
      )
    );
  });
  const keys = part(() => {
    needed(subjectKeys.name, (need) => 'table' in need && need.table.name === subjectKeys.name);
    const cacheSeconds = environment.CUSTOS_KEY_CACHE_SECONDS ?? 0;
    return (
      given.subjectKeys ??
      openSubjectKeys({ database: database(), keyring: keyring(), clock, cacheSeconds })
    );
  });
  const objects = part(() => {
    needed('objects', (need) => 'objects' in need);
    return given.objects ?? openObjects(environment.get('CUSTOS_OBJECTS_AT'), clock);
  });
  const media = part(() => {
    needed('media', (need) => 'media' in need);
    return given.media ?? openMediaObjects(environment.get('CUSTOS_MEDIA_AT'), clock);
  });
  const mail = part(() => {
    needed('mail', (need) => 'mail' in need && need.mail.includes('send'));
    return given.mail ?? openMail(environment.get('CUSTOS_MAIL_AT'));
  });
  const workflow = part(() => {
    needed('a workflow', (need) => 'workflow' in need);
    return given.workflow ?? openWorkflow((name) => environment.get(workflowVariable(name)));
  });
  const quarantine = part(() => {
    needed('a quarantine', (need) => 'quarantine' in need);
    return given.quarantine ?? openQuarantine(environment.get('CUSTOS_QUARANTINE_AT'));
  });
  const recovery = part(() => {
    needed('what can be restored', (need) => 'recovery' in need);
    return given.recovery ?? openRecovery(environment.get('CUSTOS_RECOVERY_AT'), clock);
  });
  const policy = part(
    () => given.policy ?? withFollowUpPage(bundledPolicy(), environment.CUSTOS_FOLLOW_UP_URL),
  );

  return {
    facts,
    environment,
    clock,
    log,
    get database() {
      return database();
    },
    get keyring() {
      return keyring();
    },
    get subjectKeys() {
      return keys();
    },
    get objects() {
      return objects();
    },
    get media() {
      return media();
    },
    get mail() {
      return mail();
    },
    get workflow() {
      return workflow();
    },
    get quarantine() {
      return quarantine();
    },
    get recovery() {
      return recovery();
    },
    get policy() {
      return policy();
    },
  };
}

/** A function uses a service that its `needs.ts` does not name. */
export class NeedNotDeclaredError extends Error {
  override readonly name = 'NeedNotDeclaredError';

  constructor(functionName: string, part: string) {
    super(`${functionName}: declare ${part} in its needs`);
  }
}
