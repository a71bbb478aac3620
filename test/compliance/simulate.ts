import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { RunSimulationResults } from '@cloud-copilot/iam-simulate';
import type { Deployment, PolicyDocument, Role } from './deployment.ts';
import { account, region } from './literals.ts';

/** One request to AWS. */
export interface Call {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
  /** Lambda makes the request with the role of the function, not the code of the function. */
  readonly byLambda?: true;
}

export type SimulatedDecision = Exclude<
  RunSimulationResults,
  { resultType: 'error' }
>['overallResult'];

/** What decides in addition to the policies of the caller. */
type Judged = Pick<Deployment, 'resourcePolicies'> & {
  /** The service control policy of the organization for the account. */
  readonly controlPolicy?: PolicyDocument;
};

/** The simulation could not evaluate the request, which must never count as a decision. */
export class NotSimulatedError extends Error {
  override readonly name = 'NotSimulatedError';
}

const everything: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** As if AdministratorAccess were attached to the role. */
export const asAdministrator = (role: Role): Role => ({
  ...role,
  policies: [...role.policies, everything],
});

/** Another role of the account, with AdministratorAccess. */
export const outsider: Role = {
  arn: `arn:aws:iam::${account}:role/Administrators`,
  tags: {},
  policies: [everything],
  trust: everything,
};

/** A role that an IAM administrator has created to resemble one that policies name. */
export const minted = (pathAndName: string, tags: Readonly<Record<string, string>> = {}): Role => ({
  ...outsider,
  arn: `arn:aws:iam::${account}:role/${pathAndName}`,
  tags,
});

/** An AWS service that calls for a resource of this account. */
export const service = (principal: string): Role => ({
  arn: principal,
  tags: {},
  policies: [],
  trust: everything,
});

/** @throws NotSimulatedError */
export async function decide(
  { resourcePolicies, controlPolicy }: Judged,
  role: Role,
  { action, resource, context = {}, byLambda }: Call,
): Promise<SimulatedDecision> {
  const resourcePolicy = resourcePolicies.get(owning(resource));
  const result = await runSimulation(
    {
      request: {
        principal: role.arn,
        action,
        resource: { resource, accountId: account },
        contextVariables: {
          ...(role.arn.startsWith('arn:') && {
            'aws:PrincipalArn': role.arn,
            'aws:PrincipalAccount': account,
          }),
          ...(role.function !== undefined &&
            byLambda !== true && { 'lambda:SourceFunctionArn': role.function }),
          'aws:RequestedRegion': region,
          'aws:ResourceAccount': account,
          'aws:SecureTransport': 'true',
          ...Object.fromEntries(
            Object.entries(role.tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]),
          ),
          ...simulable(context),
        },
      },
      identityPolicies: named(role.policies),
      serviceControlPolicies:
        controlPolicy === undefined
          ? []
          : [{ orgIdentifier: 'ou-custos', policies: named([everything, controlPolicy]) }],
      resourceControlPolicies: [],
      ...(resourcePolicy !== undefined && { resourcePolicy: simulable(resourcePolicy) }),
      ...(role.boundary !== undefined && { permissionBoundaryPolicies: named([role.boundary]) }),
    },
    {},
  );
  if (result.resultType === 'error') {
    throw new NotSimulatedError(`${action} ${resource}: ${JSON.stringify(result.errors)}`);
  }
  if (result.resultType === 'single') {
    const sent = simulable(context);
    const ignored = (result.result.ignoredContextKeys ?? []).filter((key) => key in sent);
    if (ignored.length > 0) {
      throw new NotSimulatedError(`${action} never carries ${ignored.join(', ')}`);
    }
  }
  return result.overallResult;
}

/** Calls that are denied, as text, so that a failing test says what is missing. */
export async function refused(
  where: Judged,
  role: Role,
  calls: readonly Call[],
): Promise<string[]> {
  return reported(where, role, calls, (decision) => decision !== 'Allowed');
}

/** Calls that are allowed, as text. */
export async function allowed(
  where: Judged,
  role: Role,
  calls: readonly Call[],
): Promise<string[]> {
  return reported(where, role, calls, (decision) => decision === 'Allowed');
}

async function reported(
  where: Judged,
  role: Role,
  calls: readonly Call[],
  matches: (decision: SimulatedDecision) => boolean,
): Promise<string[]> {
  if (calls.length === 0) throw new NotSimulatedError('no call to judge');
  const lines: string[] = [];
  for (const call of calls) {
    const decision = await decide(where, role, call);
    if (matches(decision)) lines.push(`${decision}: ${call.action} ${call.resource}`);
  }
  return lines;
}

const named = (policies: readonly PolicyDocument[]) =>
  policies.map((policy, index) => ({ name: String(index), policy: simulable(policy) }));

/**
 * The simulator recognizes keys with a variable part by their slash only and drops
 * `kms:EncryptionContext:app`. So policies and calls use another name for it, with the same
 * operators.
 */
const simulable = <Value extends object>(value: Value): Value => {
  const known = renamed.get(value);
  if (known !== undefined) return known as Value;
  const result = JSON.parse(
    JSON.stringify(value).replaceAll(
      '"kms:EncryptionContext:',
      '"aws:RequestTag/EncryptionContext:',
    ),
  ) as Value;
  renamed.set(value, result);
  return result;
};

const renamed = new WeakMap<object, object>();

/** The resource that has the policy: the table of an index or a stream, the bucket of an object. */
const owning = (resource: string): string =>
  resource.startsWith('arn:aws:s3:::')
    ? (resource.split('/')[0] ?? resource)
    : resource.replace(/\/(index|stream)\/.*$/, '');
