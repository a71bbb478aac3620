import { Command } from 'commander';
import process from 'node:process';
import { policyJsonSchema } from '../lambda/policy/json-schema.ts';
import { loadPolicy } from '../lambda/policy/loader.ts';
import { showProblem } from '../lambda/policy/problem.ts';
import type { PolicyProblem } from '../lambda/policy/problem.ts';
import type { Policy } from '../lambda/policy/schema.ts';
import { policyDiffCommand } from './policy-diff.ts';
import { showPolicy } from './policy-text.ts';

/** `custos policy check|show|diff|schema`. Problems go to stderr with exit code 1. */
export function policyCommand(): Command {
  const policy = new Command('policy').description('check, show and compare the privacy policy');
  policy
    .command('check')
    .description('tell what is wrong with a policy, with file, line and remedy')
    .argument('[directory]', 'folder with policy.yaml, jurisdictions.yaml and notices/', 'policy')
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

function check(directory: string): void {
  const policy = loaded(directory);
  if (policy === undefined) return;
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
  const policy = loaded(directory);
  if (policy === undefined) return;
  print(json ? JSON.stringify(policy, null, 2) : showPolicy(policy));
}

/** Undefined, with exit code 1, when the policy is broken. */
function loaded(directory: string): Policy | undefined {
  const load = loadPolicy(directory);
  switch (load.kind) {
    case 'invalid':
      complain(load.errors);
      process.stderr.write(`\n${load.errors.length} to correct.\n`);
      process.exitCode = 1;
      return undefined;
    case 'loaded':
      complain(load.warnings, 'warning: ');
      return load.policy;
  }
}

function complain(problems: readonly PolicyProblem[], prefix = ''): void {
  for (const problem of problems) process.stderr.write(`${prefix}${showProblem(problem)}\n`);
}

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
