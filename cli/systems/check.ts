import { Command, Option } from 'commander';
import process from 'node:process';
import { connectorTargets } from '../../lambda/policy/connector-targets.ts';
import type { ConnectorTarget } from '../../lambda/policy/connector-targets.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { withOptionalPlace } from '../deployed/options.ts';
import type { PlaceOptions } from '../deployed/options.ts';
import { withExamples } from '../examples.ts';
import { policyAt, policyOrReport } from '../policy-places.ts';
import { printable } from '../printable.ts';
import { deployedProbes } from './deployed-probes.ts';
import { localProbes } from './local-probes.ts';
import { ProbesUnreachableError } from './probe.ts';
import type { Outcome, Probes } from './probe.ts';

interface CheckOptions extends Partial<PlaceOptions> {
  readonly system: readonly string[];
  readonly home: string;
  readonly json?: true;
}

/** `custos systems check`: tries each connector where it runs. */
export const checkCommand = (): Command => {
  const command = withOptionalPlace(
    new Command('check')
      .description('try each connector, read-only, with a person who does not exist')
      .argument('[policy]', 'policy folder, policy.yaml or compiled policy.json', 'policy'),
  )
    .addOption(
      new Option('--system <id>', 'one system; repeat it for others')
        .argParser(collected)
        .default([], 'every system'),
    )
    .addOption(
      new Option('--home <directory>', 'without --stage: home of the running embedded runtime')
        .env('CUSTOS_HOME')
        .default('.custos'),
    )
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      [
        '',
        'Each connector is asked in the function that has the right to reach its system, so what it finds is',
        'what requests of people will meet. Nothing is read of a person and nothing is changed. It needs',
        'cloudformation:ListStackResources on the stack of systems and lambda:InvokeFunction on its functions.',
        'The exit code is 1 when a system is not ready.',
      ].join('\n'),
    )
    .action(check);
  return withExamples(
    command,
    'custos systems check --stage prod',
    'custos systems check --system conversation-memory --json',
  );
};

const collected = (value: string, before: readonly string[]): readonly string[] => [
  ...before,
  value,
];

async function check(path: string, options: CheckOptions, command: Command): Promise<void> {
  const policy = policyOrReport(policyAt(path));
  if (policy === undefined) return;
  const targets = wanted(policy, options, command);
  if (targets.length === 0) {
    print(options.json === true ? '[]' : 'The policy declares no systems.');
    return;
  }
  try {
    const probes = await open(options);
    const outcomes: Outcome[] = [];
    for (const { key } of targets) {
      if (options.json !== true) process.stderr.write(`${key} ...\n`);
      const outcome = await probes.ask(key);
      outcomes.push(outcome);
      if (options.json !== true) print(linesOf(outcome));
    }
    if (options.json === true) print(JSON.stringify(outcomes, null, 2));
    if (outcomes.some(({ kind }) => kind !== 'ready')) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof ProbesUnreachableError)) throw error;
    command.error(`error: ${error.message}`);
  }
}

function wanted(
  policy: Policy,
  { system }: CheckOptions,
  command: Command,
): readonly ConnectorTarget[] {
  const targets = connectorTargets(policy);
  const isNamed = ({ key }: ConnectorTarget) => system.some((id) => [key, idOf(key)].includes(id));
  const unknown = system.find((id) => !targets.some(({ key }) => [key, idOf(key)].includes(id)));
  if (unknown !== undefined) {
    const known = targets.map(({ key }) => idOf(key)).join(', ') || 'none';
    command.error(`error: the policy has no system ${printable(unknown)}; it has ${known}`);
  }
  return system.length === 0 ? targets : targets.filter(isNamed);
}

const idOf = (key: string): string => key.slice(key.indexOf(':') + 1);

const open = (options: CheckOptions): Promise<Probes> => {
  const { stage } = options;
  return stage === undefined ? localProbes(options.home) : deployedProbes({ ...options, stage });
};

const linesOf = (outcome: Outcome): string =>
  outcome.kind === 'ready'
    ? `${outcome.system}  ready`
    : [
        `${outcome.system}  not ready: ${printable(outcome.what)}`,
        `    ${printable(outcome.remedy)}`,
      ].join('\n');

const print = (text: string): void => void process.stdout.write(`${text}\n`);
