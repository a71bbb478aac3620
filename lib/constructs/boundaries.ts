import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import type { DataStack } from '../data-stack.ts';
import type { Stage } from '../stages.ts';
import { FunctionBoundary } from './function-boundary.ts';
import type { MailSender } from './mail-sender.ts';
import { ObserverBoundary } from './observer-boundary.ts';
import type { FunctionNetwork } from './privacy-function.ts';
import { QuarantineBoundary } from './quarantine-boundary.ts';

export interface BoundariesProps {
  readonly stage: Stage;
  /** Those of this stack. */
  readonly functions: readonly FunctionFacts[];
  /** Those of every stack of the deployment. */
  readonly all: readonly FunctionFacts[];
  readonly data: DataStack;
  readonly mailSender?: MailSender | undefined;
  /** ARN of the operator's managed policy, instead of Custos' own. */
  readonly permissionsBoundary?: string;
  readonly network?: FunctionNetwork;
}

/** The permissions boundary of each function of a stack. */
export class Boundaries {
  readonly #ofMost: iam.IManagedPolicy;
  readonly #ofQuarantine: iam.IManagedPolicy;
  readonly #ofObserver: iam.IManagedPolicy;

  constructor(scope: Construct, props: BoundariesProps) {
    const { stage, functions, all, data, permissionsBoundary } = props;
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

  of(facts: FunctionFacts): iam.IManagedPolicy {
    if (quarantinesOthers(facts)) return this.#ofQuarantine;
    return observesBackups(facts) ? this.#ofObserver : this.#ofMost;
  }
}

export const quarantinesOthers = ({ needs }: FunctionFacts): boolean =>
  needs.some((need) => 'quarantine' in need);

const observesBackups = ({ needs }: FunctionFacts): boolean =>
  needs.some((need) => 'recovery' in need);
