import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkApi } from './api-checks.ts';
import { Cdk } from './cdk.ts';
import { startMiniStack } from './emulators.ts';
import { withoutGaps } from './emulator-gaps.ts';
import { openGateway } from './gateway.ts';
import { Programs } from './programs.ts';
import { pythonEnvironment } from './python.ts';
import { StepFailedError, Steps } from './steps.ts';
import { exitCodeOf, tallyLine } from './tally.ts';
import { writeTestPolicy } from './test-policy.ts';
import { startTokens } from './tokens.ts';

const steps = new Steps();
const programs = new Programs();
const directory = await mkdtemp(join(tmpdir(), 'custos-deploy-'));

async function run(): Promise<void> {
  const python = await steps.need('Python environment with the emulators', () =>
    pythonEnvironment(programs),
  );
  const emulator = await steps.need('MiniStack answers over TLS, with IAM', () =>
    startMiniStack({ programs, python, directory }),
  );
  const tokens = await startTokens();
  const policy = join(directory, 'policy');
  writeTestPolicy(policy, tokens.issuer);
  const cdk = new Cdk(programs, emulator, withoutGaps);
  await steps.need('cdk bootstrap', () => cdk.bootstrap());
  const first = await steps.need('cdk deploy', () => cdk.deploy(policy, join(directory, 'first')));
  const apiUrl = first.outputs['Custos-dev-Service']?.['ApiUrl'] ?? '';
  const call = openGateway(emulator, apiUrl);
  await checkApi(steps, call, tokens.make, tokens.issuer);
  console.log((await programs.run([python.program('python'), 'test/deploy/function_logs.py'], {env: emulator.environment})).output);
}

try {
  await run();
} catch (e) { if (!(e instanceof StepFailedError)) console.log(e); }
finally { await programs.endAll(); }
console.log(directory);
console.log(tallyLine(steps.tally));
process.exit(exitCodeOf(steps.tally));
