import { Command } from 'commander';
import process from 'node:process';
import { systemClock } from '../lambda/value/time.ts';
import { deployProblems } from '../lib/policy/deploy-problems.ts';
import { policyJsonSchema } from '../lib/policy/json-schema.ts';
import { mailPageWarnings } from '../lib/policy/mail-page.ts';
import { loadPolicy } from '../lib/policy/loader.ts';
import type { PolicyLoad } from '../lib/policy/loader.ts';
import { showProblems } from '../lib/policy/problem.ts';
import type { PolicyProblem } from '../lib/policy/problem.ts';
import type { Policy } from '../lambda/policy/schema.ts';
import { standingOf } from '../lambda/policy/standing.ts';
import { withExamples } from './examples.ts';
import { policyDiffCommand } from './policy-diff.ts';
import { policyInitCommand } from './policy-init.ts';
import { folderOf, policyAt, policyOrReport } from './policy-places.ts';
import { showPolicy } from './policy-text.ts';

/** Where the output is no terminal. */
const usualColumns = 100;

/** `custos policy init|check|show|diff|schema`. Problems go to stderr with exit code 1. */
export function policyCommand(): Command {
  const policy = new Command('policy').description(
    'write, check, show and compare the privacy policy',
  );
  const checking = policy
    .command('check')
    .description('validate a policy; each error has file, line and a fix')
    .argument(
      '[directory]',
      'folder with policy.yaml, jurisdictions.yaml and notices/, or its policy.yaml',
      'policy',
    )
    .option('--for-deploy', 'fail while something still stands as in the example')
    .option(
      '--deployed <policy>',
      'with --for-deploy: the deployed policy, a folder or compiled policy.json, whose data keeps its consents',
    )
    .action(check);
  const showing = policy
    .command('show')
    .description('print a policy as a person reads it')
    .argument(
      '[directory]',
      'folder with policy.yaml, jurisdictions.yaml and notices/, or its policy.yaml',
      'policy',
    )
    .option('--json', 'print the policy as it is compiled into the functions')
    .action(show);
  policy.addCommand(policyDiffCommand());
  const starting = policyInitCommand();
  policy.addCommand(starting);
  const schema = policy
    .command('schema')
    .description('print the JSON Schema with which editors complete policy.yaml')
    .action(() => print(JSON.stringify(policyJsonSchema(), null, 2)));
  withExamples(
    checking,
    'custos policy check',
    'custos policy check policy --for-deploy --deployed policy-deployed',
  );
  withExamples(
    starting,
    'custos policy init',
    'custos policy init privacy/policy --controller "Example Assistant GmbH"',
  );
  withExamples(showing, 'custos policy show', 'custos policy show policy --json');
  withExamples(schema, 'custos policy schema > policy/policy.schema.json');
  return policy;
}

interface CheckOptions {
  readonly forDeploy?: true;
  readonly deployed?: string;
}

function check(place: string, { forDeploy, deployed }: CheckOptions, command: Command): void {
  const directory = folderOf(place);
  if (deployed !== undefined && !forDeploy) {
    command.error('error: --deployed is compared with --for-deploy only');
  }
  const load = loaded(directory);
  if (load === undefined) return;
  const { policy } = load;
  if (forDeploy) complain(mailPageWarnings(directory, policy), 'warning: ');
  const problems = forDeploy ? refusals(directory, load, deployed) : [];
  if (problems === undefined) return;
  if (problems.length > 0) {
    refuse(problems);
    return;
  }
  const count = (what: string, of: object) => `${Object.keys(of).length} ${what}`;
  const parts = [
    count('purposes', policy.purposes),
    count('categories', policy.categories),
    count('recipients', policy.recipients),
    count('notices', policy.published),
    `jurisdictions ${jurisdictionsIn(policy)
      .map((id) => `${id} (${standingOf(policy, id).kind})`)
      .join(', ')}`,
  ];
  print(`The policy is sound: ${parts.join(', ')}.\n${policy.version}`);
}

/** What stops a deploy of a sound policy; undefined, with exit code 1, when that is unknown. */
function refusals(
  directory: string,
  { policy, placeholders }: Loaded,
  deployed: string | undefined,
): readonly PolicyProblem[] | undefined {
  if (deployed === undefined) return placeholders;
  const before = policyOrReport(policyAt(deployed));
  if (before === undefined) return undefined;
  const problems = deployProblems(before, { policy, directory }, systemClock);
  return problems && [...placeholders, ...problems];
}

const jurisdictionsIn = ({ law }: Policy) => Object.keys(law);

function show(place: string, { json }: { json?: true }): void {
  const policy = loaded(folderOf(place))?.policy;
  if (policy === undefined) return;
  print(
    json
      ? JSON.stringify(policy, null, 2)
      : showPolicy(policy, process.stdout.isTTY ? process.stdout.columns : usualColumns),
  );
}

type Loaded = Extract<PolicyLoad, { kind: 'loaded' }>;

/** Undefined, with exit code 1, when the policy is broken. */
function loaded(directory: string): Loaded | undefined {
  const load = loadPolicy(directory);
  switch (load.kind) {
    case 'invalid':
      refuse(load.errors);
      return undefined;
    case 'loaded':
      complain(load.warnings, 'warning: ');
      return load;
  }
}

function refuse(problems: readonly PolicyProblem[]): void {
  complain(problems);
  process.stderr.write(`\n${problems.length} to correct.\n`);
  process.exitCode = 1;
}

function complain(problems: readonly PolicyProblem[], prefix = ''): void {
  for (const problem of showProblems(problems)) process.stderr.write(`${prefix}${problem}\n`);
}

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
