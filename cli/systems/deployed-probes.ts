import { LambdaClient } from '@aws-sdk/client-lambda';
import { constructId } from '../../lib/facts.ts';
import { stackNames } from '../../lib/names.ts';
import { connectorFunctionName } from '../../lambda/policy/connector-name.ts';
import { clientConfig, whereOf } from '../deployed/options.ts';
import type { PlaceOptions } from '../deployed/options.ts';
import { unansweredRemedy } from '../deployed/remedy.ts';
import { resourcesOf } from '../doctor/deployed-stacks.ts';
import { configuredRegion, noRegion } from '../region.ts';
import { probesOf, ProbesUnreachableError } from './probe.ts';
import type { Probes } from './probe.ts';

/**
 * Connectors of a deployed stage.
 *
 * @throws ProbesUnreachableError
 */
export async function deployedProbes(options: PlaceOptions): Promise<Probes> {
  const region = options.region ?? (await configuredRegion(options.profile));
  if (region === undefined) throw new ProbesUnreachableError(noRegion);
  const client = { ...clientConfig(options), region };
  const { systems } = stackNames({ deployment: options.deployment ?? options.stage });
  const resources = await resourcesOf({ client }, systems).catch((cause: unknown) => {
    const isAbsent = cause instanceof Error && cause.message.includes('does not exist');
    throw new ProbesUnreachableError(
      isAbsent
        ? `${whereOf(options)} has no stack ${systems} here: deploy it, or check --region and --profile`
        : unansweredRemedy(cause),
      { cause },
    );
  });
  return probesOf(new LambdaClient(client), (key) => {
    const logicalId = new RegExp(`^${constructId(connectorFunctionName(key))}Function[0-9A-F]{8}$`);
    return resources.find(
      ({ ResourceType: type, LogicalResourceId: id = '' }) =>
        type === 'AWS::Lambda::Function' && logicalId.test(id),
    )?.PhysicalResourceId;
  });
}
