import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import type { Binding } from '../bindings/binding.ts';
import type { DataStack } from '../data-stack.ts';
import type { Stage } from '../stages.ts';
import { constructId } from '../facts.ts';
import { ConnectorBoundary } from './connector-boundary.ts';
import { FunctionBoundary } from './function-boundary.ts';
import type { MailSender } from './mail-sender.ts';
import { ObserverBoundary } from './observer-boundary.ts';
import type { FunctionNetwork, PrivacyFunction } from './privacy-function.ts';
import { QuarantineBoundary } from './quarantine-boundary.ts';

export interface BoundariesProps {
  readonly stage: Stage;
  /** Those of this stack. */
  readonly functions: readonly FunctionFacts[];
  /** Those of every stack of the deployment. */
  readonly all: readonly FunctionFacts[];
  /** Those of stacks that are deployed before. */
  readonly earlier?: readonly PrivacyFunction[];
  readonly data: DataStack;
  readonly mailSender?: MailSender | undefined;
  /** ARN of the operator's managed policy, instead of Custos' own. */
  readonly permissionsBoundary?: string;
  readonly network?: FunctionNetwork;
}

/** The permissions boundary of each function of a stack. */
export class Boundaries {
  readonly #scope: Construct;
  readonly #props: BoundariesProps;
  readonly #ofMost: iam.IManagedPolicy;
  readonly #ofQuarantine: iam.IManagedPolicy;
  readonly #ofObserver: iam.IManagedPolicy;

  constructor(scope: Construct, props: BoundariesProps) {
    const { stage, functions, all, data, permissionsBoundary } = props;
    this.#scope = scope;
    this.#props = props;
    const inVpc = props.network !== undefined;
    if (permissionsBoundary !== undefined) {
      const own = iam.ManagedPolicy.fromManagedPolicyArn(scope, 'Boundary', permissionsBoundary);
      this.#ofMost = this.#ofQuarantine = this.#ofObserver = own;
      return;
    }
    this.#ofMost = new FunctionBoundary(scope, 'Boundary', { ...props, inVpc }).policy;
    this.#ofQuarantine = functions.some(quarantinesOthers)
      ? new QuarantineBoundary(scope, 'QuarantineBoundary', { stage, functions: all, inVpc }).policy
      : this.#ofMost;
    this.#ofObserver = functions.some(observesBackups)
      ? new ObserverBoundary(scope, 'ObserverBoundary', { stage, data, inVpc }).policy
      : this.#ofMost;
  }

  /** @param bindings how the needs of the function are met */
  of(facts: FunctionFacts, bindings: readonly Binding[]): iam.IManagedPolicy {
    if (connects(facts) && this.#props.permissionsBoundary === undefined) {
      const { stage, network } = this.#props;
      const inVpc = network !== undefined;
      const id = `${constructId(facts.name)}Boundary`;
      return new ConnectorBoundary(this.#scope, id, { stage, facts, bindings, inVpc }).policy;
    }
    if (quarantinesOthers(facts)) return this.#ofQuarantine;
    return observesBackups(facts) ? this.#ofObserver : this.#ofMost;
  }
}

export const quarantinesOthers = ({ needs }: FunctionFacts): boolean =>
  needs.some((need) => 'quarantine' in need);

const connects = ({ needs }: FunctionFacts): boolean => needs.some((need) => 'system' in need);

const observesBackups = ({ needs }: FunctionFacts): boolean =>
  needs.some((need) => 'recovery' in need);
