import type { Command } from 'commander';
import { bodyOf } from '../../client/index.ts';
import { withExamples } from '../examples.ts';
import { askApi, printJson, printLines, requestCommand } from './connection.ts';
import type { ApiOptions } from './connection.ts';
import { shownLines } from './shown.ts';

export const showCommand = (): Command =>
  withExamples(
    requestCommand('show', 'print one request: what to decide, by when, and what has happened')
      .addHelpText(
        'after',
        [
          '',
          'With the scope custos/requests.identity it also prints who asks and what they wrote, and of a',
          'correction what is stored and what the person wants instead, of a human review what a system',
          'decided and why. The ledger records that you looked.',
        ].join('\n'),
      )
      .action(run),
    'custos requests show 0198c0de-7000-7000-8000-000000000000',
  );

async function run(requestId: string, options: ApiOptions, command: Command): Promise<void> {
  const request = await askApi(command, options, async (client) =>
    bodyOf(await client.get('/v1/requests/{requestId}', { path: { requestId } })),
  );
  if (options.json) printJson(request);
  else printLines(shownLines(request, Date.now()));
}
