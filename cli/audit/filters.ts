import { Command } from 'commander';
import process from 'node:process';
import { stageNamed } from '../../lib/stages.ts';
import { withPlaceOptions } from '../deployed/options.ts';
import type { PlaceOptions } from '../deployed/options.ts';
import { withExamples } from '../examples.ts';
import { accountId, accountOf, partitionOf } from './account.ts';
import { placed } from './placed.ts';

interface FiltersOptions extends PlaceOptions {
  readonly account?: string;
  readonly deployRole: readonly string[];
}

/** `custos audit filters`: what the log group of a trail of the organization has to count. */
export const filtersCommand = (): Command =>
  withExamples(
    withPlaceOptions(
      new Command('filters').description(
        'print the metric filters that the log group of a trail of the organization needs; changes nothing',
      ),
    )
      .option(
        '--account <id>',
        'account of the deployment; that of the credentials when absent',
        accountId,
      )
      .option(
        '--deploy-role <arn>',
        'role with which CloudFormation deploys, if not that of cdk bootstrap; repeat it',
        (arn: string, others: readonly string[]) => [...others, arn],
        [],
      )
      .action(run),
    'custos audit filters --stage prod --account 111122223333 --region eu-central-1',
  );

async function run(options: FiltersOptions, command: Command): Promise<void> {
  // Only here: it loads the CDK.
  const { filtersAt } = await import('../../lib/audit/log-filters.ts');
  await placed(command, options, async (where) => {
    const { region } = where;
    const account = await accountOf(where);
    const partition = partitionOf(region);
    const stage = {
      ...stageNamed(options.stage),
      deployment: options.deployment ?? options.stage,
    };
    const bootstrapped = `arn:${partition}:iam::${account}:role/cdk-hnb659fds-cfn-exec-role-${account}-${region}`;
    const deployRoles = options.deployRole.length > 0 ? options.deployRole : [bootstrapped];
    const filters = filtersAt({ stage, deployRoles }, { partition, region, account });
    process.stdout.write(`${JSON.stringify(filters, null, 2)}\n`);
  });
}
