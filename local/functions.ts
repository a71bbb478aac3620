import { join } from 'node:path';
import * as z from 'zod';
import { formatPlace } from './adapters/objects/directory-place.ts';
import type { DirectoryPlace } from './adapters/objects/directory-place.ts';
import { formatMediaPlace } from './adapters/media/media-place.ts';
import { formatOutbox } from './adapters/mail/outbox-place.ts';
import { followUpUrlAt, noFollowUpPage } from '../lambda/policy/follow-up-page.ts';
import { subjectIssuersOf } from '../lambda/policy/id-issuers.ts';
import { keyVariables } from '../lambda/platform/environment.ts';
import { formatQuarantine, parseQuarantine } from '../lambda/platform/quarantine/quarantine.ts';
import { formatRecovery, parseRecovery } from '../lambda/platform/recovery/recovery.ts';
import type { Assembly, ResourceInStack } from './assembly.ts';
import { localFunctionName } from './assembly.ts';
import { localRegion } from './template.ts';

/** One function of the template, ready to run. */
export interface LocalFunction {
  readonly name: string;
  /** Module and export name of the handler. */
  readonly module: string;
  readonly exported: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Set for durable functions only. */
  readonly executionTimeoutSeconds?: number;
  /** Whether it can decrypt data of people. */
  readonly holdsSubjectKeys?: boolean;
  /** What it is and uses in an account; records of its calls name these. */
  readonly deployed: DeployedFunction;
}

export interface DeployedFunction {
  readonly arn: string;
  readonly roleArn: string;
  /** Environment variables of the template, with ARNs and names of an account. */
  readonly variables: Readonly<Record<string, string>>;
}

const properties = z.object({
  Handler: z.string(),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  Code: z.object({ S3Key: z.string() }),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
  DurableConfig: z.object({ ExecutionTimeout: z.number() }).optional(),
});

/**
 * Addresses of stores of the operator, by the variable of the AWS SDK that names one: in an account it
 * has none. Without one a connector has no credentials that AWS would take.
 */
export const systemEndpointNames = [
  'AWS_ENDPOINT_URL_DYNAMODB',
  'AWS_ENDPOINT_URL_LAMBDA',
  'AWS_ENDPOINT_URL_S3',
  'AWS_ENDPOINT_URL_SECRETS_MANAGER',
] as const;
export type SystemEndpoints = Readonly<
  Partial<Record<(typeof systemEndpointNames)[number], string>>
>;

type Issuers = Parameters<typeof subjectIssuersOf>[0];

/** Local addresses and paths of what the template finds in AWS. */
export interface LocalPlaces {
  /** Every inner port requires the secret of its caller. */
  readonly secretOf: (functionName: string) => string;
  readonly databaseUrl: string;
  readonly invokeUrl: string;
  readonly systemEndpoints: SystemEndpoints;
  readonly keyFile: string;
  readonly objectsDirectory: string;
  readonly objectsUrl: string;
  /** Origin of the privacy centre. */
  readonly pagesUrl: string;
  readonly mediaDirectory: string;
  /** Where forms are posted. */
  readonly mediaUrl: string;
  readonly eventsFile: string;
  readonly outbox: string;
  readonly quarantine: string;
  readonly copies: string;
  readonly mailEvents: string;
  /** JSON; replaces the issuers of the policy. */
  readonly issuers: string;
}

/** Functions of Custos; those that the CDK adds are not needed locally. */
export function localFunctions(assembly: Assembly, places: LocalPlaces): LocalFunction[] {
  const ours = assembly
    .ofType('AWS::Lambda::Function')
    .filter(({ resource, logicalId }) => localFunctionName(resource, logicalId) !== logicalId);
  return ours.map((placed) => {
    const parsed = properties.parse(assembly.properties(placed));
    const [file = '', exported = ''] = parsed.Handler.split('.');
    const name = localFunctionName(placed.resource, placed.logicalId);
    return {
      name,
      module: join(assembly.assetDirectory(parsed.Code.S3Key), `${file}.mjs`),
      exported,
      timeoutSeconds: parsed.Timeout,
      memoryMegabytes: parsed.MemorySize,
      environment: {
        ...localized(parsed.Environment.Variables, places),
        ...('CUSTOS_SYSTEM' in parsed.Environment.Variables ? places.systemEndpoints : {}),
        AWS_SESSION_TOKEN: places.secretOf(name),
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(parsed.MemorySize),
      },
      executionTimeoutSeconds: parsed.DurableConfig?.ExecutionTimeout,
      holdsSubjectKeys: keyVariables.data in parsed.Environment.Variables,
      deployed: deployedFunction(assembly, placed),
    };
  });
}

const deployedProperties = z.object({
  Role: z.string().default(''),
  Environment: properties.shape.Environment,
});

function deployedFunction(assembly: Assembly, placed: ResourceInStack): DeployedFunction {
  const { Role, Environment } = deployedProperties.parse(assembly.deployedProperties(placed));
  const arn = { 'Fn::GetAtt': [placed.logicalId, 'Arn'] };
  return {
    arn: assembly.deployed.text(arn, placed.stack),
    roleArn: Role,
    variables: Environment.Variables,
  };
}

/** The environment variables of the template, with local values. */
function localized(
  variables: Readonly<Record<string, string>>,
  places: LocalPlaces,
): Record<string, string> {
  const replace = (name: string, value: string): string => {
    if (name.startsWith('CUSTOS_KEYRING_')) return places.keyFile;
    if (name === 'CUSTOS_OBJECTS_AT') return formatPlace(objectsAt(places));
    if (name === 'CUSTOS_MEDIA_AT') {
      const { mediaDirectory: directory, mediaUrl: formUrl, keyFile } = places;
      return formatMediaPlace({ directory, bucket: value, formUrl, keyFile });
    }
    if (name === 'CUSTOS_MAIL_AT') {
      return formatOutbox({ directory: places.outbox, events: places.mailEvents });
    }
    if (name === 'CUSTOS_FOLLOW_UP_URL') {
      return value === noFollowUpPage ? followUpUrlAt(places.pagesUrl) : value;
    }
    if (name === 'CUSTOS_EVENTS_AT') return places.eventsFile;
    // The policy is a folder here: the function pool looks into it.
    if (name === 'CUSTOS_QUARANTINE_AT') {
      return formatQuarantine({ ...parseQuarantine(value), policyArn: places.quarantine });
    }
    if (name === 'CUSTOS_RECOVERY_AT') {
      const { tables } = parseRecovery(value);
      return formatRecovery({ tables, wrappingKey: places.keyFile, copies: places.copies });
    }
    if (name.startsWith('CUSTOS_WORKFLOW_')) return 'local';
    if (name === 'CUSTOS_ISSUERS') return places.issuers;
    if (name === 'CUSTOS_ISSUERS_OF_PEOPLE') {
      return JSON.stringify(subjectIssuersOf(JSON.parse(places.issuers) as Issuers));
    }
    return value;
  };
  return {
    ...Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [name, replace(name, value)]),
    ),
    AWS_REGION: localRegion,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: places.databaseUrl,
    AWS_ENDPOINT_URL_LAMBDA: places.invokeUrl,
    TZ: ':UTC',
  };
}

const objectsAt = (places: LocalPlaces): DirectoryPlace => ({
  directory: places.objectsDirectory,
  baseUrl: places.objectsUrl,
  keyFile: places.keyFile,
});
