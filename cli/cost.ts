import { Command, InvalidArgumentError, Option } from 'commander';
import process from 'node:process';
import { stageNamed, stageNames } from '../lib/stages.ts';
import type { StageName } from '../lib/stages.ts';
import { costLines } from './cost/lines.ts';
import { regions } from './cost/prices.ts';
import { showEstimate } from './cost/show.ts';
import type { Estimate } from './cost/show.ts';
import { assumedUsage } from './cost/usage.ts';
import type { Usage } from './cost/usage.ts';

interface CostOptions {
  readonly subjects: number;
  readonly stage: StageName;
  readonly region: string;
  readonly prompts: number;
  readonly bytes: number;
  readonly decisions: number;
  readonly requests: number;
  readonly monthsKept: number;
  readonly json?: true;
}

/** `custos cost`: a month's bill from sizes, usage and published prices. Asks nobody. */
export function costCommand(): Command {
  const { promptsPerMonth, recordBytes, decisionsPerPrompt, requestsPerYear, monthsKept } =
    assumedUsage;
  return new Command('cost')
    .description('estimate what a stage costs in a month')
    .requiredOption('--subjects <n>', 'people', count)
    .addOption(new Option('--stage <name>', 'stage').choices(stageNames).default('prod'))
    .addOption(
      new Option('--region <region>', 'AWS Region')
        .choices(Object.keys(regions))
        .default('eu-central-1'),
    )
    .option('--prompts <n>', 'prompts of one person in a month', count, promptsPerMonth)
    .option('--bytes <n>', 'average bytes of a stored record', count, recordBytes)
    .option('--decisions <n>', 'decisions asked for per prompt', count, decisionsPerPrompt)
    .option('--requests <n>', 'requests of a thousand people in a year', count, requestsPerYear)
    .option('--months-kept <n>', 'months for which records are kept', count, monthsKept)
    .option('--json', 'print every line as JSON')
    .action((options: CostOptions) => {
      const result = estimate(options.region, options.stage, {
        subjects: options.subjects,
        promptsPerMonth: options.prompts,
        recordBytes: options.bytes,
        decisionsPerPrompt: options.decisions,
        requestsPerYear: options.requests,
        monthsKept: options.monthsKept,
      });
      process.stdout.write(
        `${options.json ? JSON.stringify(result, null, 2) : showEstimate(result)}\n`,
      );
    });
}

/** @throws RangeError for a Region without prices */
export function estimate(region: string, stage: StageName, usage: Usage): Estimate {
  const prices = Object.hasOwn(regions, region) ? regions[region] : undefined;
  if (prices === undefined) throw new RangeError(`no prices of ${region} are known`);
  const lines = costLines(usage, stageNamed(stage), prices);
  const usdPerMonth = lines.reduce((sum, { usd }) => sum + usd, 0);
  return { region, stage, usage, lines, usdPerMonth };
}

function count(value: string): number {
  if (!/^\d{1,10}(\.\d{1,3})?$/.test(value)) {
    throw new InvalidArgumentError('It must be a number from 0 on.');
  }
  return Number(value);
}
