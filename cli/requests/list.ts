import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { bodyOf, pages } from '../../client/index.ts';
import type { Client } from '../../client/index.ts';
import { requestStatuses } from '../../lambda/request/model/request.ts';
import { requestKinds } from '../../lambda/request/model/kinds.ts';
import type { RequestStatus } from '../../lambda/request/model/request.ts';
import type { RequestKind } from '../../lambda/request/model/kinds.ts';
import { statusOfWaiting, waitings } from '../../lambda/request/model/waiting.ts';
import type { Waiting } from '../../lambda/request/model/waiting.ts';
import { columned } from '../audit/read.ts';
import { withExamples } from '../examples.ts';
import { apiCommand, askApi, printJson, printLines } from './connection.ts';
import type { ApiOptions } from './connection.ts';
import { dateOf, isOverdue, lawsOf, timeLeft, waitsFor, waitsForStaff } from './words.ts';
import type { Summary } from './words.ts';

interface ListOptions extends ApiOptions {
  readonly kind?: RequestKind;
  readonly status?: RequestStatus;
  readonly waitingFor?: Waiting;
  readonly dueBefore?: string;
  readonly all?: true;
}

export const listCommand = (): Command =>
  withExamples(
    apiCommand('list', 'list the requests that wait for the privacy team, the most urgent first')
      .addOption(new Option('--kind <kind>', 'of one kind').choices(requestKinds))
      .addOption(new Option('--waiting-for <what>', 'that wait for this').choices(waitings))
      .addOption(
        new Option('--status <status>', 'of one status, closed ones too')
          .choices(requestStatuses)
          .conflicts('waitingFor'),
      )
      .option('--due-before <time>', 'due before this day or time', time)
      .option('--all', 'also those that are being carried out, without anything to decide')
      .action(run),
    'custos requests list',
    'custos requests list --kind rectification --due-before 2026-12-24',
    'custos requests list --status denied --json',
  );

/** A request that waits has one of these; a system can wait after its time, when the request is closed. */
const openStatuses = [...new Set(Object.values(statusOfWaiting))];
const waitingStatuses = [...openStatuses, 'partially-completed'] as const;

async function run(options: ListOptions, command: Command): Promise<void> {
  const { kind, status, waitingFor, dueBefore } = options;
  const found: Summary[] = await askApi(command, options, async (client) => {
    if (waitingFor !== undefined) return listed(client, { kind, waitingFor, dueBefore });
    if (status !== undefined) return listed(client, { kind, status, dueBefore });
    const open: Summary[] = [];
    for (const each of waitingStatuses) {
      open.push(...(await listed(client, { kind, status: each, dueBefore })));
    }
    return open.filter(
      (request) =>
        waitsForStaff(request) || (options.all && request.status !== 'partially-completed'),
    );
  });
  const items = found.sort((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt));
  if (options.json) printJson({ items });
  else printLines(linesOf(items, Date.now()));
}

interface Query {
  readonly kind?: RequestKind | undefined;
  readonly status?: RequestStatus;
  readonly waitingFor?: Waiting;
  readonly dueBefore?: string | undefined;
}

async function listed(client: Client, query: Query): Promise<Summary[]> {
  const items: Summary[] = [];
  for await (const page of pages((cursor) =>
    client.get('/v1/requests', { query: { ...query, limit: 100, cursor } }),
  )) {
    items.push(...bodyOf(page).items);
  }
  return items;
}

function linesOf(items: readonly Summary[], now: number): string[] {
  if (items.length === 0) return ['No request waits.'];
  const overdue = items.filter((request) => isOverdue(request, now)).length;
  const heading = `${items.length} ${items.length === 1 ? 'request' : 'requests'}, ${overdue} overdue`;
  const rows = items.map((request) => [
    request.requestId,
    request.kind,
    lawsOf(request),
    dateOf(request.dueAt),
    timeLeft(request, now),
    waitsFor(request),
  ]);
  return [heading, '', columned([['request', 'kind', 'law', 'due', 'left', 'waits for'], ...rows])];
}

function time(value: string): string {
  const at = Date.parse(value);
  if (/^\d{4}-\d{2}-\d{2}/.test(value) && !Number.isNaN(at)) return new Date(at).toISOString();
  throw new InvalidArgumentError('It must be a day or a time, such as 2026-12-24.');
}
