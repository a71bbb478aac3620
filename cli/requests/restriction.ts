import type { Command } from 'commander';
import { bodyOf } from '../../client/index.ts';
import { withExamples } from '../examples.ts';
import { askApi, requestCommand } from './connection.ts';
import type { ApiOptions } from './connection.ts';
import { report } from './decide.ts';

const example = '0198c0de-7000-7000-8000-000000000000';
const inForce = [
  '',
  'custos requests list --kind restriction --status completed has the restrictions; show says whether one is in',
  'force. One that holds until a correction is decided ends with that decision.',
].join('\n');

/** What the privacy team does with a restriction that is in force (GDPR Art. 18(3)). */
export const restrictionCommands = (): Command[] => [
  withExamples(
    requestCommand('lift', 'announce that a restriction ends in seven days; the person is informed')
      .addHelpText('after', inForce)
      .action(async (requestId: string, options: ApiOptions, command: Command) => {
        const path = { requestId };
        const request = await askApi(command, options, async (client) =>
          bodyOf(await client.post('/v1/requests/{requestId}/lift', { path })),
        );
        report(request, options);
      }),
    `custos requests lift ${example}`,
  ),
  withExamples(
    requestCommand('keep', 'call an announced end of a restriction off: it goes on')
      .addHelpText('after', inForce)
      .action(async (requestId: string, options: ApiOptions, command: Command) => {
        const path = { requestId };
        const request = await askApi(command, options, async (client) =>
          bodyOf(await client.delete('/v1/requests/{requestId}/lift', { path })),
        );
        report(request, options);
      }),
    `custos requests keep ${example}`,
  ),
];
