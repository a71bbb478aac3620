import type { Repository } from './repository.ts';

const upgrade = (custos: string): string =>
  custos.startsWith('file:')
    ? `npm install ./${custos.slice('file:'.length).replace(/[^/]*$/, 'custos-<version>.tgz')}`
    : 'npm install --save-exact custos@<version>';

/** The README of an operator's repository. */
export const readme = ({ name, stage, custos }: Repository): string => `# ${name}

Our deployment of Custos, the privacy control plane of our assistant. \`policy/\` says what may be done
with which data, why and for how long; \`bin/app.ts\` says where it is deployed. The guide to operating
it is in \`node_modules/custos/docs/\`.

## Before anything is deployed

1. \`npm install\`, then \`npm run snapshot\`; commit \`package-lock.json\` and \`test/*.snapshot\`.
2. Edit \`policy/policy.yaml\` and the notices. It is a copy of an example: controller, recipients,
   \`issuers\` (your OpenID providers) and addresses are placeholders.
   \`npx custos policy check --for-deploy\` names each that is left, with file and line. Production is
   not synthesized while one is; other stages warn.
3. \`npx custos start\` runs it on this machine, without an AWS account, with this policy.

The toolchain's Node.js 24 comes with \`npm install\`. Remove \`node\` from \`package.json\` if every
machine brings one.

## Check

| command                     | reports                                                                |
| --------------------------- | ---------------------------------------------------------------------- |
| \`npm run check\`             | the app compiles, the policy is sound, nothing that holds data changed |
| \`npx custos policy show\`    | the policy as a person reads it                                        |
| \`npx custos policy diff --git main\` | what a change of the policy means for people                    |
| \`npx custos doctor\`        | what the account and the Region lack                                   |
| \`npx cdk diff -c stage=dev\` | what a deployment would change                                         |
| \`npx custos --help\`         | what else there is                                                     |

\`.github/workflows/check.yaml\` does the same for each change. With the variables \`CUSTOS_DIFF_ROLE\` and
\`AWS_REGION\` it also prints the difference to what is deployed.

## Deploy

\`\`\`sh
npx cdk bootstrap                     # once an account and Region
npm run deploy                        # stage ${stage}, from cdk.json
npm run deploy -- -c stage=prod
\`\`\`

A deployment prints \`ApiUrl\`. \`dev\` is made and thrown away, and must never hold data of real people;
\`prod\` keeps its keys, tables and buckets even when a stack is deleted.

## Upgrade

\`\`\`sh
${upgrade(custos)}
npm run check                         # fails when something that holds data would be replaced
npx cdk diff -c stage=prod
npm run deploy -- -c stage=prod
\`\`\`

Read \`node_modules/custos/CHANGELOG.md\` first: an entry says when a resource is replaced or data has
to be migrated.
`;
