import { Stage as CdkStage, Tags } from 'aws-cdk-lib';
import type { Environment } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { loadPolicyOrThrow } from '../lambda/policy/loader.ts';
import { DataStack } from './data-stack.ts';
import { featureFlags } from './feature-flags.ts';
import { ServiceStack } from './service-stack.ts';
import { stageNamed } from './stages.ts';
import type { StageName } from './stages.ts';

export interface CustosProps {
  readonly stage: StageName;
  /** Folder with `policy.yaml`, `jurisdictions.yaml` and `notices/`. @default 'policy' */
  readonly policyDirectory?: string;
  /** Account and Region. @default - those of the credentials that deploy */
  readonly env?: Environment;
}

export interface CustosStacks {
  readonly data: DataStack;
  readonly service: ServiceStack;
}

/**
 * Puts the stacks of one stage into an app: `Custos-<stage>-Data` and `Custos-<stage>-Service`.
 *
 * @throws PolicyInvalidError whose message lists what is wrong with the policy, with file and line
 */
export function custosStacks(scope: Construct, props: CustosProps): CustosStacks {
  const stage = stageNamed(props.stage);
  const policy = loadPolicyOrThrow(props.policyDirectory ?? 'policy');
  const stackProps = (stackName: string) => ({
    stackName,
    stage,
    ...(props.env !== undefined && { env: props.env }),
  });
  const [dataName, serviceName] = [`Custos-${stage.name}-Data`, `Custos-${stage.name}-Service`];
  const data = new DataStack(scope, dataName, stackProps(dataName));
  const service = new ServiceStack(scope, serviceName, {
    ...stackProps(serviceName),
    data,
    policy,
  });
  for (const stack of [data, service]) Tags.of(stack).add('custos:stage', stage.name);
  return { data, service };
}

/**
 * The same stacks as a stage of somebody else's app, for example of a pipeline.
 *
 * @example pipeline.addStage(new CustosStage(app, 'Prod', { stage: 'prod' }));
 */
export class CustosStage extends CdkStage {
  readonly stacks: CustosStacks;

  constructor(scope: Construct, id: string, props: CustosProps) {
    super(scope, id, props.env === undefined ? {} : { env: props.env });
    for (const [flag, value] of Object.entries(featureFlags)) this.node.setContext(flag, value);
    this.stacks = custosStacks(this, props);
  }

  /** Where rules of yours listen to what changes. */
  get eventBus(): IEventBus {
    return this.stacks.service.eventBus;
  }
}
