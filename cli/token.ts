import { Command, InvalidArgumentError } from 'commander';
import { resolve } from 'node:path';
import { NoIssuerError, readIssuer } from '../local/issuer-keys.ts';
import { signToken } from '../local/issuer-tokens.ts';
import type { CallerKind } from '../local/issuer-tokens.ts';

interface TokenCommandOptions {
  readonly subject?: string;
  readonly service?: string;
  readonly staff?: string;
  readonly staleAuth?: boolean;
  readonly expires?: number;
}

/** `custos token`: a token of the embedded runtime's own issuer, for trying things out. */
export function tokenCommand(): Command {
  return new Command('token')
    .description('print an access token of the local issuer; works while the runtime runs')
    .option('--subject <email>', 'a signed-in person', emailAddress)
    .option('--service <name>', 'a client program, for example assistant', clientName)
    .option('--staff <email>', 'a member of the privacy team', emailAddress)
    .option('--stale-auth', 'signed in a day ago: refused where recent authentication is asked for')
    .option('--expires <seconds>', 'lifetime; one hour by default, negative for expired', seconds)
    .action(async (options: TokenCommandOptions, command: Command) => {
      const chosen = (['subject', 'service', 'staff'] as const).flatMap((kind) => {
        const name = options[kind];
        return name === undefined ? [] : [[kind, name] satisfies [CallerKind, string]];
      });
      const [caller, ...others] = chosen;
      if (caller === undefined || others.length > 0) {
        command.error('error: give one of --subject, --service and --staff');
      }
      try {
        const issuer = await readIssuer(resolve(process.env['CUSTOS_HOME'] ?? '.custos'));
        const [kind, name] = caller;
        const token = await signToken(issuer, kind, name, {
          ...(options.staleAuth && { staleAuth: true }),
          ...(options.expires !== undefined && { expiresInSeconds: options.expires }),
        });
        process.stdout.write(`${token}\n`);
      } catch (error) {
        if (error instanceof NoIssuerError) command.error(`error: ${error.message}`);
        throw error;
      }
    });
}

function emailAddress(value: string): string {
  if (!/^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(value)) {
    throw new InvalidArgumentError('It must be an e-mail address.');
  }
  return value;
}

function clientName(value: string): string {
  if (!/^[\w.-]{1,64}$/.test(value)) {
    throw new InvalidArgumentError('It may have letters, digits, dots, dashes; at most 64.');
  }
  return value;
}

function seconds(value: string): number {
  if (!/^-?\d{1,8}$/.test(value)) throw new InvalidArgumentError('It must be whole seconds.');
  return Number(value);
}
