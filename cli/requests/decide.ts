import { Option } from 'commander';
import type { Command } from 'commander';
import { bodyOf } from '../../client/index.ts';
import { shownMandates } from '../../lambda/request/model/assurance.ts';
import type { ShownMandate } from '../../lambda/request/model/assurance.ts';
import { refusalGrounds } from '../../lambda/request/model/refusals.ts';
import type { RefusalGround } from '../../lambda/request/model/refusals.ts';
import { withExamples } from '../examples.ts';
import { askApi, printJson, printLines, requestCommand } from './connection.ts';
import type { ApiOptions } from './connection.ts';
import { noteOf, noteOption } from './text-file.ts';
import { outcomeLine } from './words.ts';
import type { Summary } from './words.ts';

interface NoteOptions extends ApiOptions {
  readonly noteFile?: string;
}
interface DenyOptions extends NoteOptions {
  readonly ground: RefusalGround;
}
interface IdentifyOptions extends NoteOptions {
  readonly mandate?: true;
  readonly shown?: ShownMandate;
}

const example = '0198c0de-7000-7000-8000-000000000000';

export const decisionCommands = (): Command[] => [
  withExamples(
    requestCommand('approve', 'approve a request; with the last approval it is carried out').action(
      async (requestId: string, options: ApiOptions, command: Command) => {
        const path = { requestId };
        const request = await askApi(command, options, async (client) =>
          bodyOf(await client.post('/v1/requests/{requestId}/approve', { path })),
        );
        report(request, options);
      },
    ),
    `custos requests approve ${example}`,
  ),
  withExamples(
    requestCommand('deny', 'refuse a request on a ground of the law that applies')
      .addOption(
        new Option('--ground <ground>', 'the person learns it, with the remedies')
          .choices(refusalGrounds)
          .makeOptionMandatory(),
      )
      .option(...noteOption)
      .action(deny),
    `custos requests deny ${example} --ground manifestly-excessive`,
    `custos requests deny ${example} --ground identity-not-verified --note-file note.txt`,
  ),
  withExamples(
    requestCommand('identify', 'record that you have made sure who asks')
      .option('--mandate', 'that the agent may ask for the person, instead')
      .addOption(
        new Option('--shown <mandate>', 'what the agent has shown you; implies --mandate')
          .choices(shownMandates)
          .implies({ mandate: true }),
      )
      .option(...noteOption)
      .addHelpText('after', '\nNo copy of a document is stored, and nothing that is read from it.')
      .action(identify),
    `custos requests identify ${example}`,
    `custos requests identify ${example} --mandate`,
    `custos requests identify ${example} --shown signed`,
  ),
];

async function deny(requestId: string, options: DenyOptions, command: Command): Promise<void> {
  const body = { ground: options.ground, ...(await noteOf(command, options.noteFile)) };
  const request = await askApi(command, options, async (client) =>
    bodyOf(await client.post('/v1/requests/{requestId}/deny', { path: { requestId }, body })),
  );
  report(request, options);
}

async function identify(
  requestId: string,
  options: IdentifyOptions,
  command: Command,
): Promise<void> {
  const path = { requestId };
  const note = await noteOf(command, options.noteFile);
  const body = { assurance: 'document-checked-by-staff', ...note } as const;
  const request = await askApi(command, options, async (client) =>
    bodyOf(
      options.mandate
        ? await client.post('/v1/requests/{requestId}/mandate', {
            path,
            body: { ...note, mandate: options.shown },
          })
        : await client.post('/v1/requests/{requestId}/identity', { path, body }),
    ),
  );
  report(request, options);
}

/** What became of the request. */
export function report(request: Summary, { json }: ApiOptions): void {
  if (json) printJson(request);
  else printLines([outcomeLine(request, Date.now())]);
}
