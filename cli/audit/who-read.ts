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
import { athenaReads } from './athena-reads.ts';
import { QueryFailedError } from './athena-rows.ts';
import { NoLocalTrailError } from './local-events.ts';
import { localReads } from './local-reads.ts';
import { placed } from './placed.ts';
import { principalJson, principalText } from './principal-answer.ts';
import { athenaPrincipalReads, localPrincipalReads } from './principal-reads.ts';
import type { PrincipalReads } from './principal-reads.ts';
import { progressLine } from './progress.ts';
import { tableOfReads } from './read.ts';
import type { Read } from './read.ts';

interface WhoReadOptions extends Omit<PlaceOptions, 'stage'> {
  readonly stage?: StageName;
  readonly subject?: string;
  readonly record?: string;
  readonly principal?: string;
  readonly from?: string;
  readonly to?: string;
  readonly local?: string;
  readonly json?: true;
}

const usualDays = 30;
const dayMilliseconds = 86_400_000;

/** `custos audit who-read`: which principals read a person or a record, or which people a principal read. */
export const whoReadCommand = (): Command =>
  withExamples(
    withOptionalPlace(
      new Command('who-read')
        .description(
          'find which principals read a person or a record, or which people a principal read',
        )
        .option('--subject <id>', 'id of a person in Custos (subjectId)')
        .option('--record <id>', 'id of a record (recordId)')
        .option('--principal <arn>', 'ARN of a role, of one of its sessions, or of a user'),
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
          'no identifier is in a query or its history. Runs a saved query with Athena, which needs',
          'athena:StartQueryExecution, athena:GetQueryExecution, athena:GetQueryResults and',
          'athena:GetPreparedStatement on the workgroup, glue:GetDatabase and glue:GetTable,',
          's3:ListBucket, s3:GetObject and s3:GetBucketLocation on both buckets, s3:PutObject on that of',
          'results, kms:Decrypt and kms:GenerateDataKey with the key of the trails.',
          'Reach "table": the call reads or copies a whole table, so the person is among others.',
          'With --principal: the random ids of people whose rows the keys in its calls name, and apart from them',
          'the tables that it read or copied as a whole. --json has the ids as bodies (searches) for',
          'POST /v1/incidents/{incidentId}/affected. Calls that failed returned nothing and are left out, as are',
          'aliases, downloads of exports and what a write returns, which the query does not find.',
        ].join('\n'),
      )
      .action(run),
    'custos audit who-read --subject 0f8fad5b-d9cb-469f-a165-70867728950e --stage prod',
    'custos audit who-read --record 0198c0de-7000-7000-8000-000000000000 --local .custos',
    'custos audit who-read --principal arn:aws:iam::111122223333:role/support --stage prod --json',
  );

async function run(options: WhoReadOptions, command: Command): Promise<void> {
  const asked = askedFor(options, command);
  const now = systemClock();
  const from = options.from ?? utcDay(milliseconds(now - usualDays * dayMilliseconds));
  const to = options.to ?? utcDay(now);
  if (![from, to].every(isDay) || from > to) {
    command.error('error: --from and --to must be days, such as 2026-11-24, and --from the first');
  }
  const { stage } = options;
  if (stage === undefined || options.local !== undefined) {
    const { audit } = homeAt(resolve(options.local ?? variable('CUSTOS_HOME') ?? '.custos'));
    const where = { from, to, deployment: stages.local.deployment };
    await print(asked, { from, to, simulated: true }, options, {
      readsOf: (id) => localReads(audit, { id, ...where }),
      readsBy: (principal) => localPrincipalReads(audit, { principal, ...where }),
    }).catch((error: unknown) => {
      if (error instanceof NoLocalTrailError) command.error(`error: ${error.message}`);
      throw error;
    });
    return;
  }
  await placed(command, { ...options, stage }, async (place) => {
    const progress = progressLine();
    const where = { from, to, deployment: options.deployment ?? stage };
    const client = new AthenaClient(clientConfig(place));
    const onWait = (bytes: number) =>
      progress.show(`Athena has read ${Math.round(bytes / 1_000_000)} MB`);
    await print(asked, { from, to, simulated: false }, options, {
      readsOf: (id) => athenaReads(client, { id, ...where }, onWait).finally(() => progress.end()),
      readsBy: (principal) =>
        athenaPrincipalReads(client, { principal, ...where }, onWait).finally(() => progress.end()),
    }).catch((error: unknown) => {
      if (error instanceof QueryFailedError) command.error(`error: ${error.message}`);
      throw error;
    });
  });
}

type Asked =
  | { readonly kind: 'read'; readonly id: string }
  | { readonly kind: 'reader'; readonly principal: string };

function askedFor({ subject, record, principal }: WhoReadOptions, command: Command): Asked {
  const given = [subject, record, principal].filter((value) => value !== undefined);
  const [text] = given;
  if (text === undefined || given.length > 1) {
    command.error('error: give one of --subject, --record and --principal');
  }
  // The value is not repeated: it may be an identifier of a person.
  if (principal !== undefined) {
    if (isPrincipal.test(principal)) return { kind: 'reader', principal };
    command.error(
      'error: give the ARN of a role or a user, such as arn:aws:iam::111122223333:role/support',
    );
  }
  const id = parseId(text);
  if (id === undefined) {
    command.error(
      'error: give the random id, a UUID; never an identifier such as an e-mail address',
    );
  }
  return { kind: 'read', id };
}

/** Characters of names in IAM (IAM User Guide, IAM and AWS STS quotas): none ends a text of SQL. */
const isPrincipal =
  /^arn:aws[a-z-]*:(?:iam|sts)::\d{12}:(?:root|(?:role|user|assumed-role|federated-user)\/[\w+=,.@/-]{1,1024})$/;

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

interface Answer {
  readonly from: string;
  readonly to: string;
  readonly simulated: boolean;
}

interface Trail {
  readonly readsOf: (id: string) => Promise<readonly Read[]>;
  readonly readsBy: (principal: string) => Promise<PrincipalReads>;
}

async function print(
  asked: Asked,
  answer: Answer,
  { json }: WhoReadOptions,
  trail: Trail,
): Promise<void> {
  if (asked.kind === 'reader') {
    const whole = { principal: asked.principal, ...answer };
    const reads = await trail.readsBy(asked.principal);
    process.stdout.write(`${json ? principalJson(whole, reads) : principalText(whole, reads)}\n`);
    return;
  }
  const { from, to, simulated } = answer;
  const reads = await trail.readsOf(asked.id);
  const heading = `${reads.length} reads from ${from} to ${to}${simulated ? ', simulated by the embedded runtime' : ''}`;
  process.stdout.write(
    json
      ? `${JSON.stringify({ ...answer, reads }, null, 2)}\n`
      : `${[heading, ...(reads.length > 0 ? ['', tableOfReads(reads)] : [])].join('\n')}\n`,
  );
}
