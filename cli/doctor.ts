import { Command, Option } from 'commander';
import process from 'node:process';
import { stageNamed, stageNames } from '../lib/stages.ts';
import type { StageName } from '../lib/stages.ts';
import { examine } from './doctor/check.ts';
import { checks } from './doctor/checks.ts';
import { showFindings } from './doctor/show.ts';
import { configuredRegion, noRegion, regionOption } from './region.ts';

interface DoctorOptions {
  readonly stage: StageName;
  readonly deployment?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly qualifier: string;
  readonly endpointUrl?: string;
  readonly json?: true;
}

const timeoutMilliseconds = 10_000;

/** `custos doctor`: whether an account and Region can carry a stage, and what is deployed there. */
export function doctorCommand(): Command {
  const actions = [...new Set(checks.flatMap((check) => check.actions))].sort();
  return new Command('doctor')
    .description('check whether an AWS account and Region can carry a stage; changes nothing')
    .addOption(
      new Option('--stage <name>', 'stage to check for').choices(stageNames).default('prod'),
    )
    .option('--deployment <name>', 'name of the deployment; that of the stage when absent')
    .addOption(regionOption())
    .option('--profile <name>', 'profile of the AWS configuration')
    .option('--qualifier <text>', 'qualifier of the CDK bootstrap', 'hnb659fds')
    .option('--endpoint-url <url>', 'ask an emulator instead of AWS')
    .option('--json', 'print the findings as JSON')
    .addHelpText(
      'after',
      [
        '',
        'Exits with 1 when something has failed. What cannot be asked is unknown, with the IAM action',
        'that is missing. All actions that it asks for:',
        ...actions.map((action) => `  ${action}`),
        '(kms:CreateKey makes no key: it is asked for a kind of key that does not exist.)',
      ].join('\n'),
    )
    .action(run);
}

async function run(options: DoctorOptions, command: Command): Promise<void> {
  const region = options.region ?? (await configuredRegion(options.profile));
  if (region === undefined) {
    command.error(`error: ${noRegion}`);
  }
  const findings = await examine(checks, {
    region,
    stage: stageNamed(options.stage),
    deployment: options.deployment ?? options.stage,
    qualifier: options.qualifier,
    client: {
      region,
      maxAttempts: 2,
      requestHandler: {
        connectionTimeout: timeoutMilliseconds,
        requestTimeout: timeoutMilliseconds,
        throwOnRequestTimeout: true,
      },
      ...(options.profile !== undefined && { profile: options.profile }),
      ...(options.endpointUrl !== undefined && { endpoint: options.endpointUrl }),
    },
    now: Date.now,
  });
  const text = options.json ? JSON.stringify(findings, null, 2) : showFindings(findings);
  process.stdout.write(`${text}\n`);
  if (findings.some(({ outcome }) => outcome.kind === 'failed')) process.exitCode = 1;
}
