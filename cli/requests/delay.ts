import { Option } from 'commander';
import type { Command } from 'commander';
import { bodyOf } from '../../client/index.ts';
import { delayCodes } from '../../lambda/policy/law.ts';
import type { DelayCode } from '../../lambda/policy/law.ts';
import { withExamples } from '../examples.ts';
import { askApi, requestCommand } from './connection.ts';
import type { ApiOptions } from './connection.ts';
import { report } from './decide.ts';

interface DelayOptions extends ApiOptions {
  readonly ground: DelayCode;
  readonly until?: string;
}

const example = '0198c0de-7000-7000-8000-000000000000';
const groundOption = () =>
  new Option('--ground <ground>', 'as the law that applies gives it')
    .choices(delayCodes)
    .makeOptionMandatory();

export const delayCommands = (): Command[] => [
  withExamples(
    requestCommand('extend', 'take more time to answer, where the law gives it')
      .addOption(groundOption())
      .option('--until <day>', 'the day that the person is informed, where the law has no number')
      .action(extend),
    `custos requests extend ${example} --ground complexity`,
  ),
  withExamples(
    requestCommand('pause', 'wait for the person, where the law lets that time not count')
      .addOption(groundOption())
      .action(pause),
    `custos requests pause ${example} --ground clarification-needed`,
  ),
  withExamples(
    requestCommand('resume', 'the person has answered: time counts again').action(resume),
    `custos requests resume ${example}`,
  ),
];

async function extend(requestId: string, options: DelayOptions, command: Command): Promise<void> {
  const { ground, until } = options;
  const body = { ground, ...(until !== undefined && { until }) };
  const request = await askApi(command, options, async (client) =>
    bodyOf(await client.post('/v1/requests/{requestId}/extend', { path: { requestId }, body })),
  );
  report(request, options);
}

async function pause(requestId: string, options: DelayOptions, command: Command): Promise<void> {
  const body = { ground: options.ground };
  const request = await askApi(command, options, async (client) =>
    bodyOf(await client.post('/v1/requests/{requestId}/pause', { path: { requestId }, body })),
  );
  report(request, options);
}

async function resume(requestId: string, options: ApiOptions, command: Command): Promise<void> {
  const request = await askApi(command, options, async (client) =>
    bodyOf(await client.post('/v1/requests/{requestId}/resume', { path: { requestId } })),
  );
  report(request, options);
}
