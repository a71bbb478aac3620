import * as z from 'zod';
import { keyVariables } from '../../lambda/platform/environment.ts';
import type { KeyUse } from '../../lambda/platform/keyring/keyring.ts';
import type { UseOfService } from '../adapters/use-of-service.ts';
import type { Assembly } from '../assembly.ts';
import type { DeployedFunction, LocalFunction } from '../functions.ts';
import type { InnerCaller } from '../inner-port.ts';
import type { Watch } from '../secret-proxy.ts';
import { databaseCalls } from './database-calls.ts';
import { databaseCall } from './database-record.ts';
import type { DatabaseCall } from './database-record.ts';
import type { AuditedTable } from './database-parts.ts';
import { functionIdentity, operatorIdentity } from './identity.ts';
import type { UserIdentity } from './identity.ts';
import { recordOf } from './record.ts';
import type { AuditedCall, AuditRecord, Resource } from './record.ts';
import { trailSelectors } from './selectors.ts';
import type { Selects } from './selectors.ts';

export interface AuditTrail {
  /** Sees each connection of the database. */
  readonly watchDatabase: Watch;
  readonly used: (use: UseOfService, functionName: string) => void;
  readonly invoked: (caller: InnerCaller, functionName: string) => void;
  readonly called: (call: AuditedCall, caller: InnerCaller) => void;
  /** ARN of the key for a use, as the functions name it. */
  readonly keyOf: (use: KeyUse) => string;
}

/**
 * Records calls as the trails of the template would in an account: who called what, with keys of rows
 * and no other values. What the runtime does in place of services of AWS is not recorded.
 *
 * @param take receives each record
 */
export function auditTrail(
  assembly: Assembly,
  functions: readonly LocalFunction[],
  take: (record: AuditRecord) => void,
  databaseCalled: (call: DatabaseCall) => void = () => undefined,
): AuditTrail {
  const selects = trailSelectors(assembly);
  const tables = auditedTables(assembly);
  const since = new Date();
  const deployed = new Map(functions.map((each) => [each.name, each.deployed]));
  const identities = new Map(
    functions.map(({ name, deployed: { roleArn } }) => [
      name,
      functionIdentity(roleArn, name, since),
    ]),
  );
  const identityOf = (caller: InnerCaller): UserIdentity | undefined =>
    caller.kind === 'function'
      ? identities.get(caller.name)
      : caller.kind === 'operator'
        ? operatorIdentity
        : undefined;
  const record = (call: AuditedCall, caller: InnerCaller) => {
    const identity = identityOf(caller);
    if (identity !== undefined && isSelected(call, selects)) take(recordOf(call, identity));
  };
  return {
    watchDatabase: (caller) =>
      identityOf(caller) === undefined
        ? undefined
        : databaseCalls((call) => {
            databaseCalled(call);
            const audited = databaseCall(call, (name) => tables.get(name), selects);
            if (audited !== undefined) record(audited, caller);
          }),
    used: (use, name) => {
      const its = deployed.get(name);
      if (its !== undefined) record(callOfUse(use, its), { kind: 'function', name });
    },
    invoked: (caller, name) => {
      const its = deployed.get(name);
      if (its !== undefined) record(invocation(its), caller);
    },
    called: record,
    keyOf: (use) =>
      functions
        .map(({ deployed: { variables } }) => variables[keyVariables[use]])
        .find((arn) => arn !== undefined) ?? '',
  };
}

const isSelected = (call: AuditedCall, selects: Selects): boolean =>
  call.resources.some((resource) => selects({ ...call, resource }));

const tableProperties = z.object({ KeySchema: z.array(z.object({ AttributeName: z.string() })) });

const auditedTables = (assembly: Assembly): ReadonlyMap<string, AuditedTable> =>
  new Map(
    assembly.ofType('AWS::DynamoDB::Table').map((placed) => {
      const reference = { 'Fn::GetAtt': [placed.logicalId, 'Arn'] };
      const { KeySchema } = tableProperties.parse(assembly.properties(placed));
      return [
        assembly.resolver.text({ Ref: placed.logicalId }, placed.stack),
        {
          arn: assembly.deployed.text(reference, placed.stack),
          keys: KeySchema.map(({ AttributeName }) => AttributeName),
        },
      ];
    }),
  );

function callOfUse(use: UseOfService, { variables }: DeployedFunction): AuditedCall {
  if (use.service === 'kms') {
    const ARN = variables[keyVariables[use.key]] ?? '';
    return {
      at: new Date(),
      service: 'kms',
      action: use.action,
      category: 'Management',
      // Every use of a key is read-only for CloudTrail; signatures and data keys leave no trace in KMS.
      readOnly: true,
      resources: [{ type: 'AWS::KMS::Key', ARN }],
      parameters: { keyId: ARN, ...use.parameters },
      errorCode: use.errorCode,
    };
  }
  const place = /^(?:exports|training)\//.test(use.object)
    ? 'CUSTOS_OBJECTS_AT'
    : 'CUSTOS_MEDIA_AT';
  const bucketName = variables[place] ?? '';
  return {
    at: new Date(),
    service: 's3',
    action: use.action,
    category: 'Data',
    readOnly: use.action === 'HeadObject',
    resources: [{ type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${bucketName}/${use.object}` }],
    parameters: { bucketName, key: use.object },
  };
}

function invocation({ arn }: DeployedFunction): AuditedCall {
  const resource: Resource = { type: 'AWS::Lambda::Function', ARN: arn };
  return {
    at: new Date(),
    service: 'lambda',
    action: 'Invoke',
    category: 'Data',
    readOnly: false,
    resources: [resource],
    parameters: { functionName: arn },
  };
}
