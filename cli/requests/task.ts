import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { bodyOf } from '../../client/index.ts';
import { withExamples } from '../examples.ts';
import { askApi, requestCommand } from './connection.ts';
import type { ApiOptions } from './connection.ts';
import { report } from './decide.ts';
import { textOf } from './text-file.ts';

interface DoneOptions extends ApiOptions {
  readonly evidence: string;
}
interface AsideOptions extends ApiOptions {
  readonly reason: string;
}

const example = '0198c0de-7000-7000-8000-000000000000';
const taskForm = 'system:<id> or recipient:<id>; show has the ids';
const noPersonalData = '\nIt is stored encrypted. Write no personal data. - reads standard input.';

const taskCommand = (name: string, description: string): Command =>
  requestCommand(name, description).argument('<task>', taskForm, task);

/** What staff do about what failed, and about a system or a recipient that waits for them. */
export const taskCommands = (): Command[] => [
  withExamples(
    requestCommand('retry', 'carry out again what failed, from where it stopped')
      .argument('[task]', `only this: ${taskForm}`, task)
      .action(retry),
    `custos requests retry ${example}`,
    `custos requests retry ${example} system:crm`,
  ),
  withExamples(
    taskCommand('mark-done', 'record that a system or recipient has done what was asked')
      .requiredOption('--evidence <text>', 'what was done, by which team, and how it was checked')
      .addHelpText('after', noPersonalData)
      .action(markDone),
    `custos requests mark-done ${example} system:crm --evidence 'Ticket 4711; a search finds nothing.'`,
  ),
  withExamples(
    taskCommand('not-applicable', 'record that nothing has to be done at a system or recipient')
      .requiredOption('--reason <text>', 'why')
      .addHelpText('after', noPersonalData)
      .action(setAside),
    `custos requests not-applicable ${example} system:crm --reason 'Shut down in May.'`,
  ),
];

async function retry(
  requestId: string,
  ofTask: string | undefined,
  options: ApiOptions,
  command: Command,
): Promise<void> {
  const request = await askApi(command, options, async (client) =>
    bodyOf(
      ofTask === undefined
        ? await client.post('/v1/requests/{requestId}/retry', { path: { requestId } })
        : await client.post('/v1/requests/{requestId}/tasks/{task}/retry', {
            path: { requestId, task: ofTask },
          }),
    ),
  );
  report(request, options);
}

async function markDone(
  requestId: string,
  ofTask: string,
  options: DoneOptions,
  command: Command,
): Promise<void> {
  const path = { requestId, task: ofTask };
  const body = { evidence: await written(command, options.evidence) };
  const request = await askApi(command, options, async (client) =>
    bodyOf(await client.post('/v1/requests/{requestId}/tasks/{task}/mark-done', { path, body })),
  );
  report(request, options);
}

async function setAside(
  requestId: string,
  ofTask: string,
  options: AsideOptions,
  command: Command,
): Promise<void> {
  const path = { requestId, task: ofTask };
  const body = { reason: await written(command, options.reason) };
  const request = await askApi(command, options, async (client) =>
    bodyOf(
      await client.post('/v1/requests/{requestId}/tasks/{task}/not-applicable', { path, body }),
    ),
  );
  report(request, options);
}

const written = (command: Command, value: string): Promise<string> | string =>
  value === '-' ? textOf(command, value) : value;

function task(value: string): string {
  if (/^(system|recipient):[a-z][a-z0-9-]{0,63}$/.test(value)) return value;
  throw new InvalidArgumentError('It must be a task such as system:crm or recipient:analytics.');
}
