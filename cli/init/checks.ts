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
      BASE: \${{ github.base_ref }}
      # A role that may read CloudFormation, and assume the lookup role of the bootstrap stack.
      ROLE: \${{ vars.CUSTOS_DIFF_ROLE }}
    steps:
      - uses: actions/checkout@v5
        with:
          fetch-depth: 0
      - uses: actions/setup-node@v5
        with:
          node-version: 24
          cache: npm
      - run: npm ci
      - name: the app compiles, the policy is sound, nothing that holds data is replaced
        run: npm run check
      - name: what the change of the policy means for people
        if: env.BASE != ''
        run: npx custos policy diff --git "origin/$BASE"
      - name: production has nothing left of the example
        run: npx cdk synth --quiet -c stage=prod
      - if: env.ROLE != ''
        uses: aws-actions/configure-aws-credentials@v5
        with:
          role-to-assume: \${{ env.ROLE }}
          aws-region: \${{ vars.AWS_REGION }}
      - name: what a deployment would change
        if: env.ROLE != ''
        run: npx cdk diff -c stage=prod
`;

/** Run by Node.js itself: the operator brings no test runner. */
export const statefulTest = `import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const holdsData = [
  'AWS::DynamoDB::Table',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
];

/**
 * Resources that hold data, by logical id, of the stage that was synthesized last. A line that changes
 * is a resource that CloudFormation would replace: read the changelog of custos before you accept it
 * with \`npm run snapshot\`.
 */
test('an upgrade replaces nothing that holds data', (t) => {
  const { artifacts } = read('manifest.json') as { artifacts: Record<string, Artifact> };
  const ids = Object.values(artifacts)
    .filter(({ type }) => type === 'aws:cloudformation:stack')
    .flatMap(({ properties }) => {
      const { Resources } = read(properties.templateFile) as {
        Resources: Record<string, { Type: string }>;
      };
      return Object.entries(Resources)
        .filter(([, { Type }]) => holdsData.includes(Type))
        .map(([id, { Type }]) => \`\${Type} \${id}\`);
    });

  t.assert.snapshot(ids.sort());
});

interface Artifact {
  type: string;
  properties: { templateFile: string };
}

const read = (file: string): unknown => JSON.parse(readFileSync(\`cdk.out/\${file}\`, 'utf8'));
`;
