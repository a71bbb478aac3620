import { Command, InvalidArgumentError } from 'commander';
import { resolve } from 'node:path';
import { durationSeconds, parseDuration } from '../lambda/value/duration.ts';
import { variable } from '../local/home.ts';
import { NoIssuerError, readIssuer } from '../local/issuer-keys.ts';
import { signToken } from '../local/issuer-tokens.ts';
import type { CallerKind, TokenOptions } from '../local/issuer-tokens.ts';
import { runAhead } from '../local/later.ts';

interface TokenCommandOptions {
  readonly subject?: string;
  readonly service?: string;
  readonly staff?: string;
  readonly scope?: string;
  /** False with `--no-amr`. */
  readonly amr?: readonly string[] | false;
  readonly acr?: string;
  /** False with `--no-auth-time`. */
  readonly authTime: boolean;
  readonly authAge?: number;
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
    .option('--scope <scopes>', 'scopes, with spaces between; all of its kind by default', scopes)
    .option('--amr <methods>', 'how staff signed in, such as mfa; "pwd mfa" by default', methods)
    .option('--no-amr', 'does not say how: refused where a second factor is asked for')
    .option('--acr <class>', 'class of the sign-in, for issuers with acr in the policy', clientName)
    .option('--auth-age <duration>', 'signed in so long ago, such as PT30M or P1D', duration)
    .option('--no-auth-time', 'does not say when the person signed in')
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
        const issuer = await readIssuer(resolve(variable('CUSTOS_HOME') ?? '.custos'));
        runAhead(issuer.aheadMilliseconds);
        const [kind, name] = caller;
        process.stdout.write(`${await signToken(issuer, kind, name, claimsOf(options))}\n`);
      } catch (error) {
        if (error instanceof NoIssuerError) command.error(`error: ${error.message}`);
        throw error;
      }
    });
}

const day = 86_400;

function claimsOf(options: TokenCommandOptions): TokenOptions {
  const { scope, amr, acr, authTime, authAge, staleAuth, expires } = options;
  const age = authAge ?? (staleAuth ? day : 0);
  return {
    authAgeSeconds: authTime ? age : undefined,
    scope,
    ...(Array.isArray(amr) && { amr }),
    ...(amr === false && { amr: [] }),
    acr,
    expiresInSeconds: expires,
  };
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

function scopes(value: string): string {
  if (!/^[\x20-\x7e]{0,2000}$/.test(value)) {
    throw new InvalidArgumentError(
      'It must be scopes with spaces between, such as "custos/holds".',
    );
  }
  return value.trim().replaceAll(/ +/g, ' ');
}

const methods = (value: string): string[] => value.split(/[ ,]+/).filter((one) => one !== '');

function duration(value: string): number {
  const { year, month, ...written } = parseDuration(value) ?? {};
  if (year !== undefined || month !== undefined || Object.keys(written).length === 0) {
    throw new InvalidArgumentError('It must be an ISO 8601 duration, such as PT30M or P1D.');
  }
  return durationSeconds(value);
}

function seconds(value: string): number {
  if (!/^-?\d{1,8}$/.test(value)) throw new InvalidArgumentError('It must be whole seconds.');
  return Number(value);
}
