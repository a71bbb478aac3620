import { Command } from 'commander';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import PostalMime from 'postal-mime';
import type { Email } from 'postal-mime';
import { homeAt, variable } from '../local/home.ts';
import { withExamples } from './examples.ts';

interface Where {
  readonly home?: string;
}

/** `custos outbox`: mail of the embedded runtime. Each file opens in any mail program, too. */
export const outboxCommand = (): Command => {
  const command = new Command('outbox').description(
    'read the mail that the embedded runtime has written to people',
  );
  const home = [
    '--home <directory>',
    'where data is kept; .custos or CUSTOS_HOME by default',
  ] as const;
  const listing = command
    .command('list', { isDefault: true })
    .description('the messages, newest last: date, recipient, subject and id')
    .option(...home)
    .action(list);
  const showing = command
    .command('show')
    .description('one message: its headers and its plain text')
    .argument('<id>', 'the id of the message, of its request, or how one of them begins')
    .option(...home)
    .option('--html', 'print the HTML form')
    .action(show);
  withExamples(listing, 'custos outbox list', 'custos outbox list --home .custos');
  withExamples(showing, 'custos outbox show 0198c0de', 'custos outbox show 0198c0de --html');
  return command;
};

const suffix = '.eml';

async function list(where: Where): Promise<void> {
  const directory = directoryOf(where);
  const ids = await idsIn(directory);
  if (ids.length === 0) {
    process.stdout.write(`No mail in ${directory}\n`);
    return;
  }
  for (const id of ids) {
    const { date = '', to, subject } = await messageIn(directory, id);
    process.stdout.write(`${[date, addressesOf(to), shown(subject), id].join('  ')}\n`);
  }
}

async function show(
  wanted: string,
  { html, ...where }: Where & { readonly html?: true },
  command: Command,
): Promise<void> {
  const directory = directoryOf(where);
  const found = (await idsIn(directory)).filter((id) =>
    [id, ...id.split('_')].some((part) => part.startsWith(wanted)),
  );
  if (found.length === 0) {
    command.error(`error: no message in ${directory} has this id; custos outbox list shows them`);
  }
  for (const id of found) {
    const message = await messageIn(directory, id);
    if (html === true) process.stdout.write(`${message.html ?? ''}\n`);
    else process.stdout.write(`${textOf(id, message)}\n`);
  }
}

const textOf = (id: string, { from, replyTo, to, date, subject, text }: Email): string =>
  [
    `Id: ${id}`,
    `Date: ${date ?? ''}`,
    `From: ${shown(from?.name)} <${from?.address ?? ''}>`,
    `Reply-To: ${addressesOf(replyTo)}`,
    `To: ${addressesOf(to)}`,
    `Subject: ${shown(subject)}`,
    '',
    text ?? '',
  ].join('\n');

const addressesOf = (addresses: Email['to'] = []): string =>
  addresses.map(({ address = '' }) => shown(address)).join(', ');

/** What a sender wrote moves no cursor of the terminal. */
const shown = (text = ''): string => text.replaceAll(/\p{Cc}/gu, ' ');

const directoryOf = ({ home }: Where): string =>
  homeAt(resolve(home ?? variable('CUSTOS_HOME') ?? '.custos')).outbox;

/** In the order in which they were written. */
async function idsIn(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory).catch(() => []);
  const files = await Promise.all(
    names
      .filter((name) => name.endsWith(suffix) && !name.startsWith('.'))
      .map(async (name) => ({ name, at: (await stat(join(directory, name))).mtimeMs })),
  );
  return files
    .toSorted((one, other) => one.at - other.at || one.name.localeCompare(other.name))
    .map(({ name }) => name.slice(0, -suffix.length));
}

const messageIn = async (directory: string, id: string): Promise<Email> =>
  PostalMime.parse(await readFile(join(directory, `${id}${suffix}`)));
