import { AthenaClient } from '@aws-sdk/client-athena';
import { Command } from 'commander';
import { resolve } from 'node:path';
import process from 'node:process';
import { parseId } from '../../lambda/value/ids.ts';
import { systemClock, utcDay } from '../../lambda/value/time.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { stages } from '../../lib/stages.ts';
import type { StageName } from '../../lib/stages.ts';
import { homeAt, variable } from '../../local/home.ts';
import { clientConfig, withOptionalPlace } from '../deployed/options.ts';
import type { PlaceOptions } from '../deployed/options.ts';
import { withExamples } from '../examples.ts';
import { athenaReads, QueryFailedError } from './athena-reads.ts';
import { localReads, NoLocalTrailError } from './local-reads.ts';
import { placed } from './placed.ts';
import { progressLine } from './progress.ts';
import { tableOfReads } from './read.ts';
import type { Read } from './read.ts';

interface WhoReadOptions extends Omit<PlaceOptions, 'stage'> {
  readonly stage?: StageName;
  readonly subject?: string;
  readonly record?: string;
  readonly from?: string;
  readonly to?: string;
  readonly local?: string;
  readonly json?: true;
}

const usualDays = 30;
const dayMilliseconds = 86_400_000;

/** `custos audit who-read`: which principals read a person or a record. */
export const whoReadCommand = (): Command =>
  withExamples(
    withOptionalPlace(
      new Command('who-read')
        .description('find which principals read a person or a record, by a random id')
        .option('--subject <id>', 'id of a person in Custos (subjectId)')
        .option('--record <id>', 'id of a record (recordId)'),
    )
      .option('--from <day>', `first day, such as 2026-11-01; ${usualDays} days ago when absent`)
      .option('--to <day>', 'last day; today when absent')
      .option(
        '--local <home>',
        'ask the embedded runtime with this home; without --stage that of .custos or CUSTOS_HOME',
      )
      .option('--json', 'print the calls as JSON')
      .addHelpText(
        'after',
        [
          '',
          'Asks with random ids only: the API returns that of a person as subjectId (POST /v1/subjects), so that',
          'no identifier is in a query or its history. Runs the saved query who_read with Athena, which needs',
          'athena:StartQueryExecution, athena:GetQueryExecution, athena:GetQueryResults and',
          'athena:GetPreparedStatement on the workgroup, glue:GetDatabase and glue:GetTable,',
          's3:ListBucket, s3:GetObject and s3:GetBucketLocation on both buckets, s3:PutObject on that of',
          'results, kms:Decrypt and kms:GenerateDataKey with the key of the trails.',
          'Reach "table": the call reads or copies a whole table, so the person is among others.',
        ].join('\n'),
      )
      .action(run),
    'custos audit who-read --subject 0f8fad5b-d9cb-469f-a165-70867728950e --stage prod',
    'custos audit who-read --record 0198c0de-7000-7000-8000-000000000000 --local .custos',
  );

async function run(options: WhoReadOptions, command: Command): Promise<void> {
  const asked = [options.subject, options.record].filter((id) => id !== undefined);
  const [text] = asked;
  if (text === undefined || asked.length > 1) {
    command.error('error: give one of --subject and --record');
  }
  // The value is not repeated: it may be an identifier of a person.
  const id = parseId(text);
  if (id === undefined) {
    command.error(
      'error: give the random id, a UUID; never an identifier such as an e-mail address',
    );
  }
  const now = systemClock();
  const from = options.from ?? utcDay(milliseconds(now - usualDays * dayMilliseconds));
  const to = options.to ?? utcDay(now);
  if (![from, to].every(isDay) || from > to) {
    command.error('error: --from and --to must be days, such as 2026-11-24, and --from the first');
  }
  const { stage } = options;
  if (stage === undefined || options.local !== undefined) {
    const home = homeAt(resolve(options.local ?? variable('CUSTOS_HOME') ?? '.custos'));
    const question = { id, from, to, deployment: stages.local.deployment };
    const reads = await localReads(home.audit, question).catch((error: unknown) => {
      if (error instanceof NoLocalTrailError) command.error(`error: ${error.message}`);
      throw error;
    });
    print(reads, { from, to, simulated: true }, options);
    return;
  }
  await placed(command, { ...options, stage }, async (where) => {
    const progress = progressLine();
    const question = { id, from, to, deployment: options.deployment ?? stage };
    const client = new AthenaClient(clientConfig(where));
    const reads = await athenaReads(client, question, (bytes) =>
      progress.show(`Athena has read ${Math.round(bytes / 1_000_000)} MB`),
    ).catch((error: unknown) => {
      if (error instanceof QueryFailedError) command.error(`error: ${error.message}`);
      throw error;
    });
    progress.end();
    print(reads, { from, to, simulated: false }, options);
  });
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

interface Answer {
  readonly from: string;
  readonly to: string;
  readonly simulated: boolean;
}

function print(reads: readonly Read[], answer: Answer, { json }: WhoReadOptions): void {
  const { from, to, simulated } = answer;
  const heading = `${reads.length} reads from ${from} to ${to}${simulated ? ', simulated by the embedded runtime' : ''}`;
  process.stdout.write(
    json
      ? `${JSON.stringify({ ...answer, reads }, null, 2)}\n`
      : `${[heading, ...(reads.length > 0 ? ['', tableOfReads(reads)] : [])].join('\n')}\n`,
  );
}
