import { hash } from 'node:crypto';
import { localAccount } from '../template.ts';

/** Who called, as CloudTrail writes it (AWS CloudTrail User Guide, userIdentity element). */
export type UserIdentity = RoleIdentity | OperatorIdentity;

interface RoleIdentity {
  readonly type: 'AssumedRole';
  readonly principalId: string;
  readonly arn: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly sessionContext: {
    readonly sessionIssuer: {
      readonly type: 'Role';
      readonly principalId: string;
      readonly arn: string;
      readonly accountId: string;
      readonly userName: string;
    };
    readonly attributes: { readonly creationDate: string; readonly mfaAuthenticated: 'false' };
  };
}

interface OperatorIdentity {
  readonly type: 'IAMUser';
  readonly principalId: string;
  readonly arn: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly userName: string;
}

const idOf = (prefix: string, name: string): string =>
  prefix + hash('sha256', name, 'hex').slice(0, 17).toUpperCase();

/** A session of the role of a function; Lambda names it as the function. */
export function functionIdentity(roleArn: string, functionName: string, since: Date): UserIdentity {
  const role = roleArn.split('/').at(-1) ?? '';
  const principalId = idOf('AROA', role);
  return {
    type: 'AssumedRole',
    principalId: `${principalId}:${functionName}`,
    arn: `arn:aws:sts::${localAccount}:assumed-role/${role}/${functionName}`,
    accountId: localAccount,
    accessKeyId: idOf('ASIA', role),
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId,
        arn: roleArn,
        accountId: localAccount,
        userName: role,
      },
      attributes: {
        creationDate: since.toISOString().replace(/\.\d+Z$/, 'Z'),
        mfaAuthenticated: 'false',
      },
    },
  };
}

/** A client of the database that is no function. */
export const operatorIdentity: UserIdentity = {
  type: 'IAMUser',
  principalId: idOf('AIDA', 'operator'),
  arn: `arn:aws:iam::${localAccount}:user/operator`,
  accountId: localAccount,
  accessKeyId: idOf('AKIA', 'operator'),
  userName: 'operator',
};
