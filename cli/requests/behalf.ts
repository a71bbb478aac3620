import type { Command } from 'commander';
import { bodyOf } from '../../client/index.ts';
import type { components } from '../../client/index.ts';
import { withExamples } from '../examples.ts';
import { apiCommand, askApi } from './connection.ts';
import type { ApiOptions } from './connection.ts';
import { report } from './decide.ts';
import { textOf } from './text-file.ts';

/** `custos requests on-behalf`: what came by letter, telephone, e-mail or at the desk. */
export const behalfCommand = (): Command =>
  withExamples(
    apiCommand('on-behalf', 'enter a request that came by letter, telephone, e-mail or in person')
      .argument('<file>', 'the request as JSON; - for standard input')
      .addHelpText(
        'after',
        [
          '',
          'The file is what POST /v1/requests/on-behalf takes, for example',
          '{"kind": "access", "subject": {"type": "email", "value": ...}, "channel": "letter",',
          '"receivedOn": "2026-11-24"}, with "agent", "reason", "jurisdiction" and "locale" where there are.',
          'An appeal and a complaint name the request of the person in "about", a human review the decision in',
          '"automatedDecisionId", a rectification has "corrections".',
          'Time runs from the day on which it came. It waits until you have recorded who asks.',
        ].join('\n'),
      )
      .action(run),
    'custos requests on-behalf letter.json',
  );

async function run(file: string, options: ApiOptions, command: Command): Promise<void> {
  const body = requestIn(await textOf(command, file), command);
  const { request } = await askApi(
    command,
    options,
    async (client) => bodyOf(await client.post('/v1/requests/on-behalf', { body })),
    // What is wrong is in the file, which has no options.
    (pointer) => pointer,
  );
  report(request, options);
}

/** The API checks it, and says what is wrong where. */
function requestIn(text: string, command: Command): components['schemas']['RequestOnBehalf'] {
  try {
    return JSON.parse(text) as components['schemas']['RequestOnBehalf'];
  } catch {
    command.error('error: the file is not JSON');
  }
}
