import { Command, InvalidArgumentError, Option } from 'commander';
import process from 'node:process';
import {
  createClient,
  ProblemError,
  UnexpectedAnswerError,
  UnreachableError,
} from '../../client/index.ts';
import type { Client } from '../../client/index.ts';
import { variable } from '../../local/home.ts';
import { optionOf, remedyOf } from './remedy.ts';

export interface ApiOptions {
  readonly url?: string;
  readonly json?: true;
}

/** Exit code when the API did not answer: what was asked may or may not have been done. */
const unanswered = 2;

/** A command that asks the API of one deployment. */
export const apiCommand = (name: string, description: string): Command =>
  new Command(name)
    .description(description)
    .addOption(
      new Option('--url <url>', 'address of the API, for example https://privacy.example.com')
        .env('CUSTOS_URL')
        .argParser(address),
    )
    .option('--json', 'print the answer of the API as JSON');

/** The same about one request, which is the first argument. */
export const requestCommand = (name: string, description: string): Command =>
  apiCommand(name, description).argument('<request>', 'its id, as the list has it', requestId);

/**
 * Asks the API. What it does not do ends the command with a line that says what helps.
 *
 * @throws whatever `ask` throws that is not about the API
 */
export async function askApi<Result>(
  command: Command,
  { url }: ApiOptions,
  ask: (client: Client) => Promise<Result>,
  place = optionOf,
): Promise<Result> {
  const token = variable('CUSTOS_TOKEN');
  if (url === undefined) command.error('error: give --url, or set CUSTOS_URL');
  if (token === undefined) {
    command.error('error: set CUSTOS_TOKEN to an access token of staff with custos/requests');
  }
  try {
    return await ask(createClient({ baseUrl: url, token }));
  } catch (error) {
    if (error instanceof ProblemError) command.error(`error: ${remedyOf(error.outcome, place)}`);
    if (error instanceof UnreachableError) {
      const message = 'error: the API does not answer: check --url and the network, then try again';
      command.error(message, { exitCode: unanswered });
    }
    if (error instanceof UnexpectedAnswerError) {
      const message = `error: what answered (${error.status}) is not the API of this version: check --url`;
      command.error(message, { exitCode: unanswered });
    }
    throw error;
  }
}

export const printJson = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
};

export const printLines = (lines: readonly string[]): void => {
  process.stdout.write(`${lines.join('\n')}\n`);
};

function requestId(value: string): string {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return value.toLowerCase();
  throw new InvalidArgumentError('It must be the id of a request: custos requests list has it.');
}

function address(value: string): string {
  if (/^https?:\/\//.test(value) && URL.canParse(value)) return value;
  throw new InvalidArgumentError('It must be an http or https URL.');
}
