import { Command } from 'commander';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Programs } from '../deploy/programs.ts';
import { StepFailedError, Steps } from '../deploy/steps.ts';
import { exitCodeOf, tallyLine } from '../deploy/tally.ts';
import { accountInEnvironment, amazon, isBootstrapped, NoAccountError } from './amazon.ts';
import { testDeployment } from './deployment.ts';

/**
 * `npm run test:account`: deploys `dev` into the AWS account of the environment under a unique
 * name, runs one person's journey, deletes it, and reports what failed and what is left.
 */
// The annotation lets the compiler know that `error` does not return.
const command: Command = new Command('npm run test:account --')
  .description(
    'Deploys dev into the AWS account of the environment, plays one journey from consent to the ' +
      'certificate of erasure, and destroys it. Takes up to an hour and costs less than 2 US dollars.',
  )
  .option('--keep', 'leave the deployment in place, to look at it')
  .addHelpText(
    'after',
    [
      '',
      'Set in the environment: AWS_REGION, and AWS_PROFILE or AWS_ACCESS_KEY_ID with',
      'AWS_SECRET_ACCESS_KEY. The account has to be bootstrapped (npx cdk bootstrap',
      '--termination-protection). Use an account for trying things out.',
      '',
      'What stays: the KMS keys until their deletion (30 days, free meanwhile), and the role under',
      'which API Gateway writes logs, which all APIs of the account use.',
    ].join('\n'),
  )
  .parse();
const { keep = false } = command.opts<{ readonly keep?: boolean }>();

const account = await accountInEnvironment().catch((error: unknown) => {
  if (error instanceof NoAccountError) command.error(`error: ${error.message}`, { exitCode: 2 });
  throw error;
});
if (!(await isBootstrapped(account))) {
  command.error(
    `error: run npx cdk bootstrap aws://${account.id}/${account.region} --termination-protection first`,
    { exitCode: 2 },
  );
}

const steps = new Steps();
const programs = new Programs();
const directory = await mkdtemp(join(tmpdir(), 'custos-account-'));
const deployment = `test-${randomBytes(4).toString('hex')}`;
console.log(
  `Account ${account.id}, ${account.region}, as ${account.arn}: deployment ${deployment}.`,
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    console.log(`Ended by ${signal}; the deployment is still there. ${byHand}`);
    void programs.endAll().then(() => process.exit(1));
  });
}
const byHand = `Destroy it with npx cdk destroy --all --force --app ${join(directory, deployment)}.`;
try {
  await testDeployment(steps, amazon(programs, account), { deployment, directory, keep });
} catch (error) {
  if (!(error instanceof StepFailedError)) {
    steps.stop(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}
await programs.endAll();
if (keep || steps.tally.failed > 0) console.log(byHand);
else await rm(directory, { recursive: true, force: true });
console.log(tallyLine(steps.tally));
process.exitCode = exitCodeOf(steps.tally);
