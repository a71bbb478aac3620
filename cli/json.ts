import { Command } from 'commander';
import process from 'node:process';
import { readFileOrInput } from './standard-input.ts';

/** Long enough for ids, times, hashes and tokens to follow up; what is signed is longer. */
const longestText = 100;
const shownOfLonger = 40;

/** `custos json`: a response of the API as a person reads it. */
export const jsonCommand = (): Command =>
  new Command('json')
    .description('indent JSON from standard input, and shorten long texts such as receipts')
    .argument('[member]', 'print one member alone; request.status for a member of a member')
    .option('--full', 'shorten nothing')
    .action(run);

async function run(
  member: string | undefined,
  { full }: { full?: true },
  command: Command,
): Promise<void> {
  const input = await readFileOrInput('-');
  // Of a response without content (204).
  if (input.trim() === '' && member === undefined) return;
  const value = parsed(input, command);
  const chosen = member === undefined ? value : memberOf(value, member);
  if (chosen === undefined) {
    process.stderr.write(`${indented(value)}\n`);
    command.error(`error: there is no member ${member ?? ''}`);
  }
  const alone = member !== undefined && typeof chosen === 'string';
  process.stdout.write(
    `${alone ? chosen : full ? JSON.stringify(chosen, null, 2) : indented(chosen)}\n`,
  );
}

function parsed(input: string, command: Command): unknown {
  try {
    return JSON.parse(input);
  } catch {
    process.stderr.write(`${input.trimEnd()}\n`);
    command.error('error: this is not JSON');
  }
}

function memberOf(value: unknown, path: string): unknown {
  let found = value;
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name))
      return undefined;
    found = (found as Readonly<Record<string, unknown>>)[name];
  }
  return found;
}

const indented = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) => shortened(member), 2);

function shortened(value: unknown): unknown {
  if (typeof value !== 'string' || value.length <= longestText) return value;
  return `${value.slice(0, shownOfLonger).toWellFormed()}... (${value.length} characters)`;
}
