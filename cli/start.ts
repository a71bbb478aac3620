import { Command, InvalidArgumentError } from 'commander';
import { existsSync } from 'node:fs';
import process from 'node:process';

interface StartOptions {
  readonly policy: string;
  readonly port?: string;
  readonly home?: string;
}

/** `custos start`: the embedded runtime, with the policy of the project that it is called in. */
export function startCommand(): Command {
  return new Command('start')
    .description('run Custos on this machine alone, without an AWS account; ends with Ctrl+C')
    .option('--policy <directory>', 'folder with policy.yaml', 'policy')
    .option('--port <port>', 'port of the API; 8787 or CUSTOS_PORT by default', portNumber)
    .option('--home <directory>', 'where data is kept; .custos or CUSTOS_HOME by default')
    .action(async ({ policy, port, home }: StartOptions, command: Command) => {
      if (!existsSync(`${policy}/policy.yaml`)) {
        command.error(`error: ${policy} holds no policy.yaml; name the folder with --policy`);
      }
      process.env['CUSTOS_POLICY'] = policy;
      if (port !== undefined) process.env['CUSTOS_PORT'] = port;
      if (home !== undefined) process.env['CUSTOS_HOME'] = home;
      // As `npm start` of the repository does: it reads these variables and runs until it is stopped.
      await import('../local/start.ts');
    });
}

function portNumber(value: string): string {
  if (!/^\d{1,5}$/.test(value)) throw new InvalidArgumentError('It must be a port.');
  return value;
}
