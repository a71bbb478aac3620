import { ciWorkflow, statefulTest } from './checks.ts';
import type { Files } from './directory.ts';
import { readme } from './readme.ts';
import type { Repository } from './repository.ts';

/** Everything but the policy. */
export function repositoryFiles(repository: Repository): Files {
  return {
    'README.md': readme(repository),
    'package.json': json(packageJson(repository)),
    'cdk.json': json({
      app: 'node bin/app.ts',
      output: 'cdk.out',
      versionReporting: false,
      context: { stage: repository.stage },
    }),
    'tsconfig.json': json(tsconfig),
    'bin/app.ts': app,
    'test/stateful.test.ts': statefulTest,
    '.github/workflows/check.yaml': ciWorkflow,
    '.gitignore': 'node_modules/\ncdk.out/\n.custos/\n',
    '.npmrc': npmSettings,
  };
}

function packageJson({ name, custos, versions }: Repository) {
  const at = (names: readonly string[]) =>
    Object.fromEntries(names.map((each) => [each, versions[each]]));
  return {
    name,
    version: '0.0.0',
    private: true,
    type: 'module',
    scripts: {
      check: 'tsc && custos policy check && npm run synth && node --test test/*.test.ts',
      synth: 'cdk synth --quiet',
      diff: 'cdk diff',
      snapshot: 'npm run synth && node --test --test-update-snapshots test/*.test.ts',
      deploy: 'cdk deploy --all',
    },
    dependencies: { custos, ...at(['aws-cdk-lib', 'constructs']) },
    devDependencies: at(['@types/node', 'aws-cdk', 'node', 'typescript']),
    // Newer versions of npm run install scripts of these alone: Node.js and the bundler.
    allowScripts: { node: true },
  };
}

const tsconfig = {
  compilerOptions: {
    target: 'es2024',
    lib: ['es2024'],
    module: 'nodenext',
    types: ['node'],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    // Node.js runs the files as they are.
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    allowImportingTsExtensions: true,
  },
  include: ['bin', 'test'],
};

const npmSettings = `save-exact=true
# The project brings the Node.js that custos runs on, so npm need not warn about the one that runs npm.
loglevel=error
`;

const app = `import { App } from 'aws-cdk-lib';
import { contextProps, custosStacks, featureFlags } from 'custos';
import type { CustosProps, StageName } from 'custos';

/** What differs between your stages; \`CustosProps\` lists them. \`-c name=value\` takes precedence. */
const settings: Partial<Record<StageName, Omit<CustosProps, 'stage'>>> = {
  dev: {},
  prod: {},
};

const app = new App({ analyticsReporting: false, autoSynth: false, context: featureFlags });

try {
  const context = (name: string): unknown => app.node.tryGetContext(name);
  if (context('stage') === undefined) throw new Error('Say which stage: -c stage=dev or -c stage=prod.');
  const given = contextProps(context);
  custosStacks(app, { policyDirectory: 'policy', ...settings[given.stage], ...given });
  app.synth();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
`;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
