import { Command } from 'commander';
import process from 'node:process';
import { diffPolicies } from '../lambda/deployment/diff/diff.ts';
import { showDiff, widens, withWords } from './policy-diff-shown.ts';
import { policyAt, policyAtRef, policyOrReport } from './policy-places.ts';

interface DiffOptions {
  readonly git?: string;
  readonly json?: true;
  readonly failOnWidening?: true;
}

/** Exit code of `--fail-on-widening`; 1 stays for a policy that cannot be read. */
const widened = 2;

/** `custos policy diff`: what a change of the policy means, before anyone deploys it. */
export function policyDiffCommand(): Command {
  return new Command('diff')
    .description('explain in words what a change of the policy means')
    .argument('[from]', 'policy folder, policy.yaml or compiled policy.json before the change')
    .argument('[to]', 'the same after the change', 'policy')
    .option('--git <ref>', 'compare with the policy at a branch, tag or commit; then name TO only')
    .option(
      '--fail-on-widening',
      `exit with ${widened} when the change takes something from people`,
    )
    .option('--json', 'print the changes as JSON')
    .addHelpText(
      'after',
      [
        '',
        'Lines with ! take something from the people concerned: wider use, longer retention, a weaker',
        'gate, a new recipient, a new issuer. Require a second review for those.',
        '',
        'Examples:',
        '  custos policy diff policy-deployed policy',
        '  custos policy diff --git main',
        '  custos policy diff --git v1.4.0 policy --fail-on-widening',
      ].join('\n'),
    )
    .action(run);
}

function run(first: string | undefined, second: string, options: DiffOptions, command: Command) {
  if (options.git === undefined && first === undefined) {
    command.error('error: name the policy before the change, or --git with a ref');
  }
  if (options.git !== undefined && command.args.length > 1) {
    command.error('error: with --git name one policy only, the one after the change');
  }
  const to = options.git === undefined ? second : (first ?? second);
  const before = policyOrReport(
    options.git === undefined ? policyAt(first ?? '') : policyAtRef(to, options.git),
  );
  const after = policyOrReport(policyAt(to));
  if (before === undefined || after === undefined) return;

  const diff = diffPolicies(before, after);
  const text = options.json ? JSON.stringify(withWords(diff), null, 2) : showDiff(diff);
  process.stdout.write(`${text}\n`);
  if (options.failOnWidening && widens(diff.changes)) {
    process.exitCode = widened;
  }
}
