import { Command } from 'commander';
import { answerCommand } from './requests/answer.ts';
import { behalfCommand } from './requests/behalf.ts';
import { correctCommand } from './requests/correct.ts';
import { delayCommands } from './requests/delay.ts';
import { decisionCommands } from './requests/decide.ts';
import { listCommand } from './requests/list.ts';
import { restrictionCommands } from './requests/restriction.ts';
import { showCommand } from './requests/show.ts';
import { taskCommands } from './requests/task.ts';

/** `custos requests`: the daily work of the privacy team, by the API. */
export function requestsCommand(): Command {
  const command = new Command('requests').description(
    'work on data-subject requests: what to decide, by when, under which law',
  );
  const commands = [
    listCommand(),
    showCommand(),
    ...decisionCommands(),
    answerCommand(),
    correctCommand(),
    ...taskCommands(),
    ...delayCommands(),
    ...restrictionCommands(),
    behalfCommand(),
  ];
  for (const each of commands) command.addCommand(each);
  return command.addHelpText(
    'after',
    [
      '',
      'CUSTOS_TOKEN holds an access token of staff with the scope custos/requests; with',
      'custos/requests.identity it also shows who asks and what they wrote, which is recorded. Every call that',
      'affects a person asks for a recent sign-in. CUSTOS_URL can hold what --url says.',
      'The exit code is 0; 1 when the API does not do it, with the reason; 2 when it does not answer.',
      '',
      'On the embedded runtime:',
      '  export CUSTOS_URL=http://127.0.0.1:8787 CUSTOS_TOKEN="$(npx custos token --staff dpo@example.com)"',
    ].join('\n'),
  );
}
