/** The least that an operator needs for the check, as a policy document of IAM. */
export function rightsFor(
  restored: Readonly<Record<string, string>>,
  { region, deployment }: { readonly region: string; readonly deployment: string },
): object {
  const arn = (name: string) => `arn:aws:dynamodb:${region}:*:table/${name}`;
  const living = `Custos-${deployment}-Data-*`;
  const allow = (Sid: string, Action: readonly string[], Resource: readonly string[]) => ({
    ...{ Sid, Effect: 'Allow', Action, Resource },
  });
  return {
    Version: '2012-10-17',
    Statement: [
      allow(
        'ChangeRestoredTables',
        ['dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem', 'dynamodb:Scan'],
        Object.values(restored).map(arn),
      ),
      allow('ReadLivingTables', ['dynamodb:BatchGetItem', 'dynamodb:Scan'], [arn(living)]),
      allow('ReadLivingIdentifiers', ['dynamodb:Query'], [`${arn(living)}/index/by-subject`]),
      allow('FindTables', ['dynamodb:DescribeTable', 'dynamodb:ListTagsOfResource'], [arn(living)]),
      allow(
        'FindStack',
        ['cloudformation:ListStackResources'],
        [`arn:aws:cloudformation:${region}:*:stack/Custos-${deployment}-Data/*`],
      ),
    ],
  };
}
