import { Command } from 'commander';
import process from 'node:process';
import { consentStates } from '../lambda/consent/table.ts';
import { systemClock } from '../lambda/value/time.ts';
import { records } from '../lambda/record/table.ts';
import { changeKinds, planSweep } from '../lambda/retention/plan.ts';
import type { Plan } from '../lambda/retention/plan.ts';
import { subjects } from '../lambda/subject/table.ts';
import { withDeployedOptions } from './deployed/options.ts';
import type { DeployedOptions } from './deployed/options.ts';
import { onDeployedTables } from './deployed/tables.ts';
import { policyAt, policyOrReport } from './policy-places.ts';

interface PlanOptions extends DeployedOptions {
  readonly json?: true;
}

/** `custos retention`: what a change of the policy does to what is stored. */
export const retentionCommand = (): Command =>
  new Command('retention')
    .description('see what a change of the policy does to what is stored')
    .addCommand(planCommand());

function planCommand(): Command {
  return withDeployedOptions(
    new Command('plan')
      .description('count the records that a policy would keep longer, shorter or not at all')
      .argument('[policy]', 'policy folder, policy.yaml or compiled policy.json', 'policy'),
  )
    .option('--json', 'print the counts as JSON')
    .addHelpText(
      'after',
      [
        '',
        'Run it before you deploy the policy: the deployment starts the sweep that does what is counted',
        'here, and is recorded in the ledger. It reads every record without its content, and writes',
        'nothing. It needs dynamodb:Scan on subjects and dynamodb:Query on records and consent-states.',
        '',
        'Example:',
        '  custos retention plan --stage prod policy',
      ].join('\n'),
    )
    .action(plan);
}

const needed = [subjects, records, consentStates];

async function plan(path: string, options: PlanOptions, command: Command): Promise<void> {
  const policy = policyOrReport(policyAt(path));
  if (policy === undefined) return;
  await onDeployedTables(command, options, needed, async (database) => {
    const planned = await planSweep({ database, policy, clock: systemClock }, (people) =>
      process.stderr.write(`${people} people\n`),
    );
    const text = options.json ? JSON.stringify(planned, null, 2) : tableOf(planned);
    process.stdout.write(`${text}\n`);
  });
}

function tableOf({ people, lines }: Plan): string {
  const rows = [
    ['category', 'purpose', ...changeKinds],
    ...lines.map((line) => [
      line.category,
      line.purpose,
      ...changeKinds.map((kind) => String(line[kind])),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const text = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column < 2 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
  return [`${people} people`, '', ...text].join('\n');
}
