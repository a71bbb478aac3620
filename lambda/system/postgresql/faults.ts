import { SystemFaultError, systemErrorOf } from '../model/faults.ts';
import type { SystemError } from '../model/faults.ts';

/** The name is an SQLSTATE or a code of Node.js: messages of a database repeat values of its rows. */
class DatabaseError extends Error {
  override readonly name: string;

  constructor(code: string) {
    super(code);
    this.name = code;
  }
}

/** SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const states: readonly (readonly [RegExp, SystemError])[] = [
  [/^(08|57P)/, 'unreachable'],
  [/^(28|42501)/, 'access-denied'],
  [/^(3D000|3F000|42P01|42703)/, 'not-found'],
  [/^53/, 'throttled'],
  [/^(57014|55P03)/, 'timed-out'],
  [/^40/, 'changed-meanwhile'],
  // A constraint, of a table that is not declared, or declared too late; P0: a trigger of the operator.
  [/^(23|22|42|0A|428C9|P0)/, 'misconfigured'],
];

const untrusted = /^(DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|CERT_|ERR_TLS_|ERR_OSSL_|ERR_SSL_)/;

/** The fault of any error of `pg`, without what the error says. */
export function databaseFault(error: unknown): SystemFaultError {
  if (error instanceof SystemFaultError) return error;
  const code = codeOf(error);
  const cause = new DatabaseError(code === '' ? 'NoCode' : code.replaceAll(/\W/g, '_'));
  return new SystemFaultError(systemErrorFor(error, code), { cause });
}

function systemErrorFor(error: unknown, code: string): SystemError {
  if (untrusted.test(code)) return 'misconfigured';
  if (/^[0-9A-Z]{5}$/.test(code)) {
    const state = states.find(([form]) => form.test(code));
    if (state !== undefined) return state[1];
  }
  const known = systemErrorOf(error);
  if (known !== 'internal' || code !== '') return known;
  // What `pg` finds itself has no code.
  const message = error instanceof Error ? error.message : '';
  if (message.includes('does not support SSL')) return 'misconfigured';
  if (message.includes('read timeout')) return 'timed-out';
  return /timeout|terminated|ended|closed/i.test(message) ? 'unreachable' : 'internal';
}

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
