export interface Place {
  readonly account: string;
  readonly region: string;
  readonly deployment: string;
}

/** Who calls, as CloudTrail writes it. */
export function principalsOf({ account, region, deployment }: Place) {
  const role = (name: string, path = '/') => ({
    type: 'AssumedRole',
    arn: `arn:aws:sts::${account}:assumed-role/${name}/session`,
    accountId: account,
    sessionContext: {
      sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${account}:role${path}${name}` },
    },
  });
  const admin = role(
    'AWSReservedSSO_AdministratorAccess_0a1b2c',
    '/aws-reserved/sso.amazonaws.com/',
  );
  const cfn = role(`cdk-hnb659fds-cfn-exec-role-${account}-${region}`);
  const minted = role(`cdk-hnb659fds-cfn-exec-role-${account}-${region}-2`);
  const ofFunction = role(
    `custos-${deployment}-record-api-${region}`,
    `/custos/${region}/${deployment}/`,
  );
  const otherPath = role('custos-record', `/custos/${region}/${deployment}-2/`);
  const user = { type: 'IAMUser', arn: `arn:aws:iam::${account}:user/eve`, userName: 'eve' };
  const root = { type: 'Root', arn: `arn:aws:iam::${account}:root` };
  const otherAccount = { type: 'AWSAccount', accountId: '999999999999', principalId: 'AROAX:one' };
  return { admin, cfn, minted, ofFunction, otherPath, user, root, otherAccount };
}
