import { Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { FunctionFacts } from '../lambda/platform/environment.ts';
import type { Issuers } from './check-props.ts';
import { boundAll } from './constructs/boundary-of-all.ts';
import type { Bundles } from './constructs/bundle.ts';
import { FunctionSet } from './constructs/function-set.ts';
import type { FunctionNetwork, PrivacyFunction } from './constructs/privacy-function.ts';
import type { DataStack } from './data-stack.ts';
import { functionsByStack } from './functions.ts';
import type { Stage } from './stages.ts';

export interface SystemsStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  /** The code of every function. */
  readonly bundles: Bundles;
  /** Those of connectors, as the policy declares systems and recipients. */
  readonly connectors: readonly FunctionFacts[];
  /** Those of every stack of the deployment. */
  readonly all: readonly FunctionFacts[];
  /** Accepted issuers. */
  readonly issuers: Issuers;
  /**
   * ARN of the permissions boundary of every role.
   *
   * @default - Custos' own, for functions
   */
  readonly boundary?: string;
  /** @default - no VPC */
  readonly network?: FunctionNetwork;
}

/**
 * What carries requests of people into other stores of the operator and to third parties: a function
 * for each connector, the workflow that calls them, and the routes of disclosures. Deployed before the
 * service stack, whose API has the routes and whose functions start the workflow.
 */
export class SystemsStack extends Stack {
  readonly functions: readonly PrivacyFunction[];

  constructor(scope: Construct, id: string, props: SystemsStackProps) {
    const { stage, data, bundles, connectors, all, issuers, boundary, network, ...stackProps } =
      props;
    super(scope, id, {
      description: `Custos ${stage.deployment}: functions for other systems and third parties`,
      terminationProtection: stage.protections.termination === 'on',
      ...stackProps,
    });
    if (boundary !== undefined) boundAll(this, boundary);
    this.functions = new FunctionSet(this, {
      ...{ stage, data, bundles, all, issuers },
      functions: [...functionsByStack.systems, ...connectors],
      ...(boundary !== undefined && { permissionsBoundary: boundary }),
      ...(network !== undefined && { network }),
    }).all;
  }

  ofKind(kind: FunctionFacts['trigger']['kind']): readonly PrivacyFunction[] {
    return this.functions.filter(({ facts }) => facts.trigger.kind === kind);
  }
}
