import { Command } from 'commander';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDeployment } from '../account/deployment.ts';
import { checkJourney } from '../account/journey.ts';
import { holdingsOf } from './account.ts';
import { checkApi } from './api-checks.ts';
import { Cdk } from './cdk.ts';
import type { CdkSurroundings } from './cdk.ts';
import { checkDetections } from './detection-checks.ts';
import { startEmbedded } from './embedded.ts';
import { checkDatabase } from './database-opinions.ts';
import { emulated } from './emulated.ts';
import { emulatorGaps, withoutGaps } from './emulator-gaps.ts';
import { account, region, startMiniStack, startMoto } from './emulators.ts';
import type { Emulator, EmulatorSurroundings } from './emulators.ts';
import { callAs, callerKinds } from './generated-calls.ts';
import { checkFairness } from './fairlearn.ts';
import { openGateway } from './gateway.ts';
import { checkLifecycle, checkProdRetention } from './lifecycle-checks.ts';
import { checkPages } from './pages/checks.ts';
import { startProvider } from './pages/provider.ts';
import { Programs } from './programs.ts';
import { checkPostgres } from './postgres-cluster.ts';
import { checkRestore } from './restore-checks.ts';
import { pythonEnvironment } from './python.ts';
import type { PythonEnvironment } from './python.ts';
import { contractsByMoto, contractsByMiniStack } from './second-opinion.ts';
import { StepFailedError, Steps } from './steps.ts';
import { checkSystems } from './system-checks.ts';
import { checkSystemsCommand, declareTestSystems } from './systems-command.ts';
import { exitCodeOf, tallyLine } from './tally.ts';
import { writeTestPolicy } from './test-policy.ts';
import { startTokens } from './tokens.ts';

/**
 * `npm run test:deploy`: the CDK deploys the product into an emulator of AWS, and its API is
 * called. Ends with `N passed, N failed`; needs PostgreSQL with pgvector (`.ci/postgresql`), and
 * Python 3.10 with PyPI and Java 17 with Maven Central, once.
 */
new Command('npm run test:deploy --')
  .description('Deploys into emulators of AWS, and calls and compares what is there.')
  .addHelpText(
    'after',
    [
      '',
      'Environment variables:',
      '  CUSTOS_PYTHON         the Python interpreter, 3.10 or newer (default: python3)',
      '  CUSTOS_DEPLOY_PYTHON  folder of the virtual environment (default: in node_modules/.cache)',
    ].join('\n'),
  )
  .parse();

const since = Date.now();
const steps = new Steps();
const programs = new Programs();
const directory = await mkdtemp(join(tmpdir(), 'custos-deploy-'));
let deployedInto: { python: PythonEnvironment; emulator: Emulator } | undefined;

async function run(): Promise<void> {
  const python = await steps.need('Python environment with the emulators', () =>
    pythonEnvironment(programs),
  );
  const surroundings = { programs, python, directory };
  await steps.series(() => checkFairness(steps, surroundings));
  await steps.series(() => checkDetections(steps, programs, directory));
  // One after the other where they compete for the same two cores.
  await adapters(surroundings);
  await steps.series(() => checkPostgres(steps, surroundings));
  await steps.series(() => embedded(surroundings));
  const emulator = await steps.need('MiniStack answers over TLS, with IAM', () =>
    startMiniStack(surroundings),
  );
  deployedInto = { python, emulator };
  const tokens = await startTokens();
  const provider = await startProvider(directory);
  const policy = join(directory, 'policy');
  writeTestPolicy(policy, tokens.issuer, undefined, provider.issuers);
  declareTestSystems(policy, tokens.issuer);
  const cdk = new Cdk(programs, cdkOf(emulator));

  await steps.check('MiniStack keeps the contract of the signers', async () =>
    steps.add(await contractsByMiniStack({ programs, emulator, directory })),
  );
  await checkDatabase(steps, 'MiniStack', emulator);
  await checkSystems(steps, emulator);
  await steps.need('cdk bootstrap', () => cdk.bootstrap());
  const holdings = await holdingsOf(emulator);
  await steps.series(() =>
    testDeployment(steps, emulated(emulator, cdk, tokens), {
      deployment: 'rehearsal',
      directory,
      keep: false,
    }),
  );
  const deployed = await steps.need('cdk deploy of all stacks', () =>
    cdk.deploy(policy, join(directory, 'first')),
  );
  const call = openGateway(emulator, deployed.outputs['Custos-dev-Service']?.['ApiUrl'] ?? '');
  await checkApi(steps, call, tokens.make, tokens.issuer);
  await steps.series(() =>
    checkPages(steps, {
      ...{ emulator, assembly: join(directory, 'first'), stack: 'Custos-dev-Web' },
      ...{ apiUrl: deployed.outputs['Custos-dev-Service']?.['ApiUrl'] ?? '' },
      ...{ port: provider.pagesPort },
    }),
  );
  await provider.stop();
  await checkSystemsCommand({ steps, programs, emulator, policy });
  await steps.series(() =>
    checkRestore({ steps, programs, emulator, call, makeToken: tokens.make }),
  );
  for (const { title, probe } of emulatorGaps) {
    await steps.check(`MiniStack still needs its entry in emulator-gaps.ts: ${title}`, async () => {
      if (!(await probe({ emulator, call, makeToken: tokens.make }))) {
        throw new TypeError('it does as AWS does: remove the entry and its edit');
      }
    });
  }
  await checkProdRetention(steps, cdk, policy, directory);
  const lifecycle = { steps, cdk, emulator, call, policy, directory, holdings };
  await checkLifecycle({ ...lifecycle, deployed, makeToken: tokens.make });
  await tokens.stop();
}

const cdkOf = ({ environment }: Emulator): CdkSurroundings => ({
  account,
  region,
  environment,
  edit: withoutGaps,
});

/** What the emulator cannot do, with the embedded runtime. */
async function embedded({ programs, python }: EmulatorSurroundings): Promise<void> {
  const runtime = await steps.need('the embedded runtime answers', startEmbedded);
  try {
    await steps.series(() => checkJourney(steps, runtime));
    for (const kind of callerKinds) {
      await steps.check(`generated calls as ${kind} get the answers of the contract`, () =>
        callAs(kind, { programs, python, runtime, directory }),
      );
    }
  } finally {
    await runtime.stop();
  }
}

async function adapters(surroundings: EmulatorSurroundings): Promise<void> {
  const moto = await steps.need('moto answers', () => startMoto(surroundings));
  await steps.check('moto keeps the contracts of keyring and objects', async () =>
    steps.add(await contractsByMoto({ programs, emulator: moto, directory })),
  );
  await checkDatabase(steps, 'moto', moto);
}

let ending = false;

/** Once, at the last step or at a signal. */
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  const { failed } = steps.tally;
  if (failed > 0 && deployedInto !== undefined) {
    const { python, emulator } = deployedInto;
    const script = join(import.meta.dirname, 'function_logs.py');
    const { output } = await programs.run([python.program('python'), script], {
      env: emulator.environment,
      timeoutSeconds: 30,
    });
    await writeFile(join(directory, 'functions.log'), output);
  }
  await programs.endAll();
  if (failed > 0) console.log(`logs and templates: ${directory}`);
  else await rm(directory, { recursive: true, force: true });
  console.log(`in ${Math.round((Date.now() - since) / 1000)} s`);
  console.log(tallyLine(steps.tally));
  process.exit(exitCodeOf(steps.tally));
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    steps.stop(`ended by ${signal}`);
    deployedInto = undefined;
    void end();
  });
}
try {
  await run();
} catch (error) {
  if (!(error instanceof StepFailedError)) {
    steps.stop(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}
await end();
