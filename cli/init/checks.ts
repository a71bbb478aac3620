/** GitHub Actions; every step is a command that works at home as well. */
export const ciWorkflow = `name: check
on:
  pull_request:
  push:
    branches: [main]

permissions:
  contents: read
  id-token: write

jobs:
  check:
    runs-on: ubuntu-latest
    env:
      # A role that may read CloudFormation, and assume the lookup role of the bootstrap stack.
      ROLE: \${{ vars.CUSTOS_DIFF_ROLE }}
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with:
          node-version: 24
          cache: npm
      - run: npm ci
      - name: the policy is sound, the app compiles, nothing that holds data is replaced
        run: npm run check
      - name: the templates of production
        run: npx cdk synth --quiet -c stage=prod
      - if: env.ROLE != ''
        uses: aws-actions/configure-aws-credentials@v5
        with:
          role-to-assume: \${{ env.ROLE }}
          aws-region: \${{ vars.AWS_REGION }}
      - name: what a deployment would change
        if: env.ROLE != ''
        run: npx cdk diff --all -c stage=prod
`;

/** Run by Node.js itself: the operator brings no test runner. */
export const statefulTest = `import { App } from 'aws-cdk-lib';
import { custosStacks, featureFlags } from 'custos';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

/**
 * Resources that hold data, by logical id. A line that changes is a resource that CloudFormation
 * would replace, and with it what it holds: read the changelog of custos before you accept it with
 * \`npm run snapshot\`.
 */
const holdsData = [
  'AWS::DynamoDB::Table',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
];

test('an upgrade replaces nothing that holds data', (t) => {
  process.env['CDK_VALIDATION'] = 'false';
  const app = new App({ analyticsReporting: false, context: featureFlags });
  const { data } = custosStacks(app, { stage: 'prod', policyDirectory: 'policy' });
  const { directory } = app.synth();
  const { Resources } = JSON.parse(readFileSync(join(directory, data.templateFile), 'utf8')) as {
    Resources: Record<string, { Type: string }>;
  };

  t.assert.snapshot(
    Object.entries(Resources)
      .filter(([, { Type }]) => holdsData.includes(Type))
      .map(([id, { Type }]) => \`\${Type} \${id}\`)
      .sort(),
  );
});
`;
