import { Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { FunctionFacts } from '../lambda/platform/environment.ts';
import { boundAll } from './constructs/boundary-of-all.ts';
import type { Bundles } from './constructs/bundle.ts';
import { FunctionSet } from './constructs/function-set.ts';
import { MalwareScan } from './constructs/malware-scan.ts';
import type { FunctionNetwork, PrivacyFunction } from './constructs/privacy-function.ts';
import { UploadRules } from './constructs/upload-rules.ts';
import type { MalwareScanner } from './custos-props.ts';
import type { DataStack } from './data-stack.ts';
import { functionsByStack } from './functions.ts';
import type { Stage } from './stages.ts';

export interface MediaStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  /** The code of every function. */
  readonly bundles: Bundles;
  /** Those of every stack of the deployment. */
  readonly all: readonly FunctionFacts[];
  /**
   * ARN of the permissions boundary of every role.
   *
   * @default - Custos' own, for functions
   */
  readonly boundary?: string;
  /** What scans uploads for malware. @default - nothing */
  readonly malwareScan?: MalwareScanner;
  /** @default - no VPC */
  readonly network?: FunctionNetwork;
}

/**
 * What accepts, cleans and returns images, video and files, and what shows texts of notices. Deployed before the service stack, whose API has
 * the routes.
 */
export class MediaStack extends Stack {
  readonly functions: readonly PrivacyFunction[];
  readonly uploadRules: readonly UploadRules[];

  constructor(scope: Construct, id: string, props: MediaStackProps) {
    const { stage, data, bundles, all, malwareScan, boundary, network, ...stackProps } = props;
    super(scope, id, {
      description: `Custos ${stage.deployment}: functions for media and texts`,
      terminationProtection: stage.protections.termination === 'on',
      ...stackProps,
    });
    if (boundary !== undefined) boundAll(this, boundary);
    const scanned = malwareScan !== undefined;
    this.functions = new FunctionSet(this, {
      stage,
      functions: functionsByStack.media,
      ...{ data, bundles, all, scanned },
      ...(boundary !== undefined && { permissionsBoundary: boundary }),
      ...(network !== undefined && { network }),
    }).all;
    this.uploadRules = this.ofKind('uploads').map(
      (intake) =>
        new UploadRules(intake, 'Uploads', {
          ...{ intake, scanned },
          bucket: data.media,
        }),
    );
    if (scanned) {
      new MalwareScan(this, 'MalwareScan', { stage, bucket: data.media, atRest: data.keys.atRest });
    }
  }

  ofKind(kind: FunctionFacts['trigger']['kind']): readonly PrivacyFunction[] {
    return this.functions.filter(({ facts }) => facts.trigger.kind === kind);
  }
}
