import { Option } from 'commander';
import type { Command } from 'commander';
import { bodyOf } from '../../client/index.ts';
import { answerOutcomes } from '../../lambda/request/model/answer.ts';
import type { AnswerOutcome } from '../../lambda/request/model/answer.ts';
import { withExamples } from '../examples.ts';
import { askApi, requestCommand } from './connection.ts';
import type { ApiOptions } from './connection.ts';
import { report } from './decide.ts';
import { textOf } from './text-file.ts';

interface AnswerOptions extends ApiOptions {
  readonly outcome: AnswerOutcome;
  readonly reasonsFile: string;
  readonly remediesFile?: string;
}

export const answerCommand = (): Command =>
  withExamples(
    requestCommand('answer', 'answer a human review, a complaint or an appeal, with reasons')
      .addOption(
        new Option('--outcome <outcome>', 'how it ends; what each means is below')
          .choices(answerOutcomes)
          .makeOptionMandatory(),
      )
      .requiredOption('--reasons-file <file>', 'for the person to read; - for standard input')
      .option('--remedies-file <file>', 'what else the person can do, beside authority and court')
      .addHelpText(
        'after',
        `
               human review: the decision    complaint or appeal
  upheld       stays                         is right
  changed      has another outcome now       is right in part
  withdrawn    does not count any more       is right: what it is about does not count
  rejected     can no longer be reviewed     is not right`,
      )
      .action(run),
    'custos requests answer 0198c0de-7000-7000-8000-000000000000 --outcome upheld --reasons-file reasons.txt',
  );

async function run(requestId: string, options: AnswerOptions, command: Command): Promise<void> {
  const { outcome, reasonsFile, remediesFile } = options;
  const reasons = await textOf(command, reasonsFile);
  const remedies =
    remediesFile === undefined ? {} : { remedies: await textOf(command, remediesFile) };
  const body = { outcome, reasons, ...remedies };
  const request = await askApi(command, options, async (client) =>
    bodyOf(await client.post('/v1/requests/{requestId}/answer', { path: { requestId }, body })),
  );
  report(request, options);
}
