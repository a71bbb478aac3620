import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { bodyOf } from '../../client/index.ts';
import { correctionGrounds } from '../../lambda/request/model/correction-grounds.ts';
import type { CorrectionGround } from '../../lambda/request/model/correction-grounds.ts';
import { withExamples } from '../examples.ts';
import { askApi, requestCommand } from './connection.ts';
import type { ApiOptions } from './connection.ts';
import { report } from './decide.ts';
import { noteOf, noteOption } from './text-file.ts';

interface CorrectOptions extends ApiOptions {
  readonly accept?: true;
  readonly refuse?: CorrectionGround;
  readonly noteFile?: string;
}

export const correctCommand = (): Command =>
  withExamples(
    requestCommand('correct', 'accept or refuse one correction of a request for rectification')
      .argument('<number>', 'of the correction, from 1, as show has it', correctionNumber)
      .option('--accept', 'the records are changed')
      .addOption(
        new Option('--refuse <ground>', 'the person learns the ground').choices(correctionGrounds),
      )
      .option(...noteOption)
      .action(run),
    'custos requests correct 0198c0de-7000-7000-8000-000000000000 1 --accept',
    'custos requests correct 0198c0de-7000-7000-8000-000000000000 2 --refuse found-accurate',
  );

async function run(
  requestId: string,
  number: string,
  options: CorrectOptions,
  command: Command,
): Promise<void> {
  const { accept, refuse } = options;
  if ((accept === undefined) === (refuse === undefined)) {
    command.error('error: give one of --accept and --refuse GROUND');
  }
  const note = await noteOf(command, options.noteFile);
  const body =
    refuse === undefined
      ? ({ decision: 'accept', ...note } as const)
      : ({ decision: 'refuse', ground: refuse, ...note } as const);
  const path = { requestId, number };
  const request = await askApi(command, options, async (client) =>
    bodyOf(await client.post('/v1/requests/{requestId}/corrections/{number}', { path, body })),
  );
  report(request, options);
}

function correctionNumber(value: string): string {
  if (/^[1-9]\d?$/.test(value)) return value;
  throw new InvalidArgumentError(
    'It must be the number of a correction: custos requests show has it.',
  );
}
