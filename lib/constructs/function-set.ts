import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { issuersVariables } from '../../lambda/platform/environment.ts';
import type { FunctionFacts, Need } from '../../lambda/platform/environment.ts';
import { noFollowUpPage } from '../../lambda/policy/follow-up-page.ts';
import { subjectIssuersOf } from '../../lambda/policy/id-issuers.ts';
import type { Binding, Variables } from '../bindings/binding.ts';
import { bindInvoke, bindWorkflow } from '../bindings/call-binding.ts';
import { bindEvents } from '../bindings/events-binding.ts';
import { bindKeyring } from '../bindings/keyring-binding.ts';
import { bindMail } from '../bindings/mail-binding.ts';
import { bindMedia } from '../bindings/media-binding.ts';
import { bindObjects } from '../bindings/objects-binding.ts';
import { bindQuarantine } from '../bindings/quarantine-binding.ts';
import { bindRecovery } from '../bindings/recovery-binding.ts';
import { bindSystem, bindSystems } from '../bindings/system-binding.ts';
import { bindTable } from '../bindings/table-binding.ts';
import type { Issuers } from '../check-props.ts';
import type { DataStack } from '../data-stack.ts';
import { constructId } from '../facts.ts';
import { lastUseSeconds } from '../stages.ts';
import type { Stage } from '../stages.ts';
import type { Bundles } from './bundle.ts';
import { Boundaries, quarantinesOthers } from './boundaries.ts';
import { PrivacyFunction } from './privacy-function.ts';
import { quarantinePolicy } from './quarantine-policy.ts';
import type { MailSender } from './mail-sender.ts';
import type { FunctionNetwork } from './privacy-function.ts';

export interface FunctionSetProps {
  readonly stage: Stage;
  /** Those of this stack, which are made. */
  readonly functions: readonly FunctionFacts[];
  /** Those of every stack of the deployment. */
  readonly all: readonly FunctionFacts[];
  /** Those of stacks that are deployed before, whose workflows can be started. @default - none */
  readonly earlier?: readonly PrivacyFunction[];
  readonly data: DataStack;
  readonly bundles: Bundles;
  /** @default - no function of this stack publishes events */
  readonly eventBus?: IEventBus;
  /** @default - no mail is sent */
  readonly mailSender?: MailSender | undefined;
  /** Page that takes a follow-up token. @default - none: mails have the token */
  readonly followUpUrl?: string | undefined;
  /** Issuers of tokens. @default - no function of this stack has to know them */
  readonly issuers?: Issuers;
  /**
   * ARN of a managed policy.
   *
   * @default - Custos' own permissions boundary
   */
  readonly permissionsBoundary?: string;
  /** Whether uploads are scanned for malware. @default false */
  readonly scanned?: boolean;
  /** @default - no VPC */
  readonly network?: FunctionNetwork;
}

/** Creates the functions of a stack, callees first, and grants what their needs name. */
export class FunctionSet {
  readonly all: readonly PrivacyFunction[];
  readonly #scope: Construct;
  readonly #props: FunctionSetProps;
  readonly #made = new Map<string, PrivacyFunction>();
  readonly #lastUseSeconds: number;
  readonly #boundaries: Boundaries;

  constructor(scope: Construct, props: FunctionSetProps) {
    this.#scope = scope;
    this.#props = props;
    this.#lastUseSeconds = lastUseSeconds(props.stage, props.all);
    this.#boundaries = new Boundaries(scope, props);
    // Its name is fixed, so only the stack of the function that attaches it has it.
    if (props.functions.some(quarantinesOthers)) {
      quarantinePolicy(scope, 'QuarantinePolicy', props.stage);
    }
    this.all = props.functions.map((facts) => this.#make(facts, []));
  }

  ofKind(kind: FunctionFacts['trigger']['kind']): readonly PrivacyFunction[] {
    return this.all.filter(({ facts }) => facts.trigger.kind === kind);
  }

  #make(facts: FunctionFacts, callers: readonly string[]): PrivacyFunction {
    const made = this.#made.get(facts.name);
    if (made !== undefined) return made;
    const chain = [...callers, facts.name];
    if (callers.includes(facts.name)) throw new FunctionGraphError(`a cycle: ${chain.join(' → ')}`);
    const { stage, data, bundles } = this.#props;
    const { directory, hash } = bundles.of(facts);
    const bindings = facts.needs.flatMap((need) =>
      'table' in need ? [] : [this.#bind(need, chain)],
    );
    const privacyFunction = new PrivacyFunction(this.#scope, constructId(facts.name), {
      facts,
      stage,
      bundle: directory,
      bundleHash: hash,
      atRest: data.keys.atRest,
      operations: data.keys.operations,
      tables: facts.needs.flatMap((need) =>
        'table' in need ? [bindTable(facts, data.table(need.table), need.actions)] : [],
      ),
      bindings,
      variables: this.#variables(facts),
      permissionsBoundary: this.#boundaries.of(facts, bindings),
      network: this.#props.network,
    });
    this.#made.set(facts.name, privacyFunction);
    return privacyFunction;
  }

  #bind(need: Exclude<Need, { table: unknown }>, chain: readonly string[]): Binding {
    const { stage, data } = this.#props;
    if ('keyring' in need) {
      const seconds = { keyCache: stage.keyCacheSeconds, lastUse: this.#lastUseSeconds };
      return bindKeyring(need.keyring, data.keys, seconds);
    }
    if ('objects' in need) {
      return bindObjects(need.objects, data.exports, data.keys.atRest.keyArn, need.under);
    }
    if ('media' in need) return bindMedia(need.media, data.media, data.keys.atRest.keyArn);
    if ('mail' in need) return bindMail(need.mail, this.#props.mailSender);
    if ('followUp' in need) {
      const { followUpUrl = noFollowUpPage } = this.#props;
      return { variables: { CUSTOS_FOLLOW_UP_URL: followUpUrl }, statements: [] };
    }
    if ('quarantine' in need) return bindQuarantine(stage, this.#props.all);
    if ('recovery' in need) {
      const tables = need.recovery.map((facts) => data.table(facts));
      return bindRecovery(tables, data.keys.subjectKeys.keyArn);
    }
    if ('issuers' in need) {
      return { variables: issuersOf(this.#props, need.issuers), statements: [] };
    }
    if ('trails' in need) throw new FunctionGraphError('the audit stack has the trails');
    if ('pages' in need) throw new FunctionGraphError('the web stack has the pages');
    if ('events' in need) {
      const { eventBus } = this.#props;
      if (eventBus === undefined) throw new FunctionGraphError('the service stack has the bus');
      return bindEvents(eventBus);
    }
    if ('workflow' in need) {
      const carriesOut = carriesOutOf(need.workflow);
      const earlier = this.#props.earlier?.find(({ facts }) => carriesOut(facts));
      const target = earlier ?? this.#make(this.#find(carriesOut, need.workflow), chain);
      return bindWorkflow(need.workflow, target);
    }
    if ('system' in need) return bindSystem(need.system);
    if ('systems' in need) return bindSystems(this.#connectors(chain));
    const target = this.#find(({ name }) => name === need.invoke, need.invoke);
    return bindInvoke(need.invoke, this.#make(target, chain));
  }

  #connectors(chain: readonly string[]): readonly PrivacyFunction[] {
    return this.#props.functions
      .filter(({ needs }) => needs.some((need) => 'system' in need))
      .map((facts) => this.#make(facts, chain));
  }

  #find(matches: (facts: FunctionFacts) => boolean, what: string): FunctionFacts {
    const found = this.#props.functions.find(matches);
    if (found === undefined) throw new FunctionGraphError(`nothing is called ${what}`);
    return found;
  }

  #variables({ trigger }: FunctionFacts): Variables {
    if (trigger.kind === 'uploads') {
      return { CUSTOS_MALWARE_SCAN: this.#props.scanned === true ? 'required' : 'none' };
    }
    if (trigger.kind !== 'authorizer') return {};
    return { ...issuersOf(this.#props, 'read'), CUSTOS_REJECTIONS: this.#props.stage.rejections };
  }
}

export const carriesOutOf =
  (workflow: string) =>
  ({ trigger }: FunctionFacts): boolean =>
    trigger.kind === 'durable' && trigger.workflow === workflow;

function issuersOf({ issuers }: FunctionSetProps, what: 'read' | 'of-people'): Variables {
  if (issuers === undefined) return {};
  // How pages sign in is nothing to a function.
  const known =
    what === 'read'
      ? issuers.map((issuer) => ({ ...issuer, web: undefined }))
      : subjectIssuersOf(issuers);
  return { [issuersVariables[what]]: JSON.stringify(known) };
}

/** The needs of functions form a cycle, or name a function that cannot be called. */
export class FunctionGraphError extends Error {
  override readonly name = 'FunctionGraphError';
}
