import { Command } from 'commander';
import process from 'node:process';
import { policyJsonSchema } from '../lambda/policy/json-schema.ts';
import { loadPolicy } from '../lambda/policy/loader.ts';
import type { PolicyLoad } from '../lambda/policy/loader.ts';
import { showProblem } from '../lambda/policy/problem.ts';
import type { PolicyProblem } from '../lambda/policy/problem.ts';
import { policyDiffCommand } from './policy-diff.ts';
import { showPolicy } from './policy-text.ts';

/** `custos policy check|show|diff|schema`. Problems go to stderr with exit code 1. */
export function policyCommand(): Command {
  const policy = new Command('policy').description('check, show and compare the privacy policy');
  policy
    .command('check')
    .description('tell what is wrong with a policy, with file, line and remedy')
    .argument('[directory]', 'folder with policy.yaml, jurisdictions.yaml and notices/', 'policy')
    .option('--for-deploy', 'fail while something still stands as in the example')
    .action(check);
  policy
    .command('show')
    .description('print a policy as a person reads it')
    .argument('[directory]', 'folder with policy.yaml, jurisdictions.yaml and notices/', 'policy')
    .option('--json', 'print the policy as it is compiled into the functions')
    .action(show);
  policy.addCommand(policyDiffCommand());
  policy
    .command('schema')
    .description('print the JSON Schema with which editors complete policy.yaml')
    .action(() => print(JSON.stringify(policyJsonSchema(), null, 2)));
  return policy;
}

function check(directory: string, { forDeploy }: { forDeploy?: true }): void {
  const load = loaded(directory);
  if (load === undefined) return;
  const { policy, placeholders } = load;
  if (forDeploy && placeholders.length > 0) {
    refuse(placeholders);
    return;
  }
  const count = (what: string, of: object) => `${Object.keys(of).length} ${what}`;
  const parts = [
    count('purposes', policy.purposes),
    count('categories', policy.categories),
    count('recipients', policy.recipients),
    count('notices', policy.published),
    `jurisdictions ${Object.keys(policy.law).join(', ')}`,
  ];
  print(`The policy is sound: ${parts.join(', ')}.\n${policy.version}`);
}

function show(directory: string, { json }: { json?: true }): void {
  const policy = loaded(directory)?.policy;
  if (policy === undefined) return;
  print(json ? JSON.stringify(policy, null, 2) : showPolicy(policy));
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
  for (const problem of problems) process.stderr.write(`${prefix}${showProblem(problem)}\n`);
}

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
