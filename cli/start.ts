import { Command, InvalidArgumentError } from 'commander';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { approximateDays, parseDuration } from '../lambda/value/duration.ts';

interface StartOptions {
  readonly policy: string;
  readonly port?: string;
  readonly home?: string;
  readonly ahead?: number;
}

/** `custos start`: the embedded runtime, with the policy of the project that it is called in. */
export function startCommand(): Command {
  return new Command('start')
    .description('run Custos on this machine alone, without an AWS account; ends with Ctrl+C')
    .option('--policy <directory>', 'folder with policy.yaml', 'policy')
    .option('--port <port>', 'port of the API; 8787 or CUSTOS_PORT by default', portNumber)
    .option('--home <directory>', 'where data is kept; .custos or CUSTOS_HOME by default')
    .option(
      '--ahead <period>',
      'run as if it were later, to see what ends: P8D; for trials',
      seconds,
    )
    .action(async ({ policy, port, home, ahead }: StartOptions, command: Command) => {
      if (!existsSync(`${policy}/policy.yaml`)) {
        command.error(`error: ${policy} holds no policy.yaml; name the folder with --policy`);
      }
      process.env['CUSTOS_POLICY'] = policy;
      if (port !== undefined) process.env['CUSTOS_PORT'] = port;
      if (home !== undefined) process.env['CUSTOS_HOME'] = home;
      if (ahead !== undefined) process.env['CUSTOS_AHEAD_SECONDS'] = String(ahead);
      // It reads these variables and runs until it is stopped.
      await import('../local/run-cached.ts');
    });
}

function seconds(period: string): number {
  if (parseDuration(period) === undefined) {
    throw new InvalidArgumentError('It must be a period such as P8D.');
  }
  return approximateDays(period) * 86_400;
}

function portNumber(value: string): string {
  if (!/^\d{1,5}$/.test(value)) throw new InvalidArgumentError('It must be a port.');
  return value;
}
