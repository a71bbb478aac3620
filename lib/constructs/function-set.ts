import type { IEventBus } from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { FunctionFacts, Need } from '../../lambda/platform/environment.ts';
import type { Binding, Variables } from '../bindings/binding.ts';
import { bindInvoke, bindWorkflow } from '../bindings/call-binding.ts';
import { bindEvents } from '../bindings/events-binding.ts';
import { bindKeyring } from '../bindings/keyring-binding.ts';
import { bindMail } from '../bindings/mail-binding.ts';
import { bindObjects } from '../bindings/objects-binding.ts';
import { bindQuarantine } from '../bindings/quarantine-binding.ts';
import { bindRecovery } from '../bindings/recovery-binding.ts';
import { bindTable } from '../bindings/table-binding.ts';
import type { DataStack } from '../data-stack.ts';
import { constructId } from '../facts.ts';
import { lastUseSeconds } from '../stages.ts';
import type { Stage } from '../stages.ts';
import type { Bundles } from './bundle.ts';
import { FunctionBoundary } from './function-boundary.ts';
import { PrivacyFunction } from './privacy-function.ts';
import { ObserverBoundary } from './observer-boundary.ts';
import { QuarantineBoundary } from './quarantine-boundary.ts';
import { quarantinePolicy } from './quarantine-policy.ts';
import type { MailSender } from './mail-sender.ts';
import type { FunctionNetwork } from './privacy-function.ts';

export interface FunctionSetProps {
  readonly stage: Stage;
  readonly functions: readonly FunctionFacts[];
  readonly data: DataStack;
  readonly bundles: Bundles;
  readonly eventBus: IEventBus;
  /** @default - no mail is sent */
  readonly mailSender?: MailSender | undefined;
  /** Issuers of tokens, as JSON; for the authorizer. */
  readonly issuers: string;
  /**
   * ARN of a managed policy.
   *
   * @default - Custos' own permissions boundary
   */
  readonly permissionsBoundary?: string;
  /** @default - no VPC */
  readonly network?: FunctionNetwork;
}

/** Creates every function, callees first, and grants what its needs name. */
export class FunctionSet {
  readonly all: readonly PrivacyFunction[];
  readonly #scope: Construct;
  readonly #props: FunctionSetProps;
  readonly #made = new Map<string, PrivacyFunction>();
  readonly #lastUseSeconds: number;
  readonly #boundary: iam.IManagedPolicy;
  readonly #quarantineBoundary: iam.IManagedPolicy;
  readonly #observerBoundary: iam.IManagedPolicy;

  constructor(scope: Construct, props: FunctionSetProps) {
    this.#scope = scope;
    this.#props = props;
    this.#lastUseSeconds = lastUseSeconds(props.stage, props.functions);
    this.#boundary = boundaryOf(scope, props);
    this.#quarantineBoundary =
      props.permissionsBoundary === undefined
        ? new QuarantineBoundary(scope, 'QuarantineBoundary', {
            stage: props.stage,
            functions: props.functions,
            inVpc: props.network !== undefined,
          }).policy
        : this.#boundary;
    this.#observerBoundary =
      props.permissionsBoundary === undefined
        ? new ObserverBoundary(scope, 'ObserverBoundary', {
            ...{ stage: props.stage, data: props.data },
            inVpc: props.network !== undefined,
          }).policy
        : this.#boundary;
    quarantinePolicy(scope, 'QuarantinePolicy', props.stage);
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
      bindings: facts.needs.flatMap((need) => ('table' in need ? [] : [this.#bind(need, chain)])),
      variables: this.#variables(facts),
      permissionsBoundary: this.#boundaryOf(facts),
      network: this.#props.network,
    });
    this.#made.set(facts.name, privacyFunction);
    return privacyFunction;
  }

  #boundaryOf({ needs }: FunctionFacts): iam.IManagedPolicy {
    if (needs.some((need) => 'quarantine' in need)) return this.#quarantineBoundary;
    return needs.some((need) => 'recovery' in need) ? this.#observerBoundary : this.#boundary;
  }

  #bind(need: Exclude<Need, { table: unknown }>, chain: readonly string[]): Binding {
    const { stage, data } = this.#props;
    if ('keyring' in need) {
      const seconds = { keyCache: stage.keyCacheSeconds, lastUse: this.#lastUseSeconds };
      return bindKeyring(need.keyring, data.keys, seconds);
    }
    if ('objects' in need) return bindObjects(need.objects, data.exports, data.keys.atRest.keyArn);
    if ('mail' in need) return bindMail(need.mail, this.#props.mailSender);
    if ('quarantine' in need) return bindQuarantine(stage, this.#props.functions);
    if ('recovery' in need) {
      const tables = need.recovery.map((facts) => data.table(facts));
      return bindRecovery(tables, data.keys.subjectKeys.keyArn);
    }
    if ('issuers' in need) {
      return { variables: { CUSTOS_ISSUERS: this.#props.issuers }, statements: [] };
    }
    if ('trails' in need) throw new FunctionGraphError('the audit stack has the trails');
    if ('events' in need) return bindEvents(this.#props.eventBus);
    if ('workflow' in need) {
      const workflow: string = need.workflow;
      const target = this.#find(
        ({ trigger }) => trigger.kind === 'durable' && trigger.workflow === workflow,
        workflow,
      );
      return bindWorkflow(need.workflow, this.#make(target, chain));
    }
    const target = this.#find(({ name }) => name === need.invoke, need.invoke);
    return bindInvoke(need.invoke, this.#make(target, chain));
  }

  #find(matches: (facts: FunctionFacts) => boolean, what: string): FunctionFacts {
    const found = this.#props.functions.find(matches);
    if (found === undefined) throw new FunctionGraphError(`nothing is called ${what}`);
    return found;
  }

  #variables({ trigger }: FunctionFacts): Variables {
    if (trigger.kind !== 'authorizer') return {};
    const { issuers, stage } = this.#props;
    return { CUSTOS_ISSUERS: issuers, CUSTOS_REJECTIONS: stage.rejections };
  }
}

const boundaryOf = (scope: Construct, props: FunctionSetProps): iam.IManagedPolicy =>
  props.permissionsBoundary === undefined
    ? new FunctionBoundary(scope, 'Boundary', { ...props, inVpc: props.network !== undefined })
        .policy
    : iam.ManagedPolicy.fromManagedPolicyArn(scope, 'Boundary', props.permissionsBoundary);

/** The needs of functions form a cycle, or name a function that cannot be called. */
export class FunctionGraphError extends Error {
  override readonly name = 'FunctionGraphError';
}
