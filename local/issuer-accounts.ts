import { comparableAddress } from '../lambda/value/address.ts';
import { demoPeople } from './issuer-clients.ts';
import type { EntranceKind } from './issuer-clients.ts';
import { subOf } from './issuer-tokens.ts';

export interface Account {
  readonly sub: string;
  readonly kind: EntranceKind;
  readonly email: string;
  readonly name: string;
}

/** The account of an e-mail address; undefined if it is no address that can sign in. */
export function accountOf(kind: EntranceKind, address: string): Account | undefined {
  const email = comparableAddress(address);
  if (email === undefined) return undefined;
  const name = demoPeople[kind].find(({ loginHint }) => loginHint === email)?.name ?? email;
  if (kind === 'subject') return { sub: subOf(email), kind, email, name };
  // OpenID Connect Core section 2: `sub` is ASCII.
  return /^[!-~]+$/.test(email) ? { sub: email, kind, email, name } : undefined;
}

/** The account of a demo person, who signs in without a page. */
export function demoAccountOf(kind: EntranceKind, hint: string): Account | undefined {
  const account = accountOf(kind, hint);
  return demoPeople[kind].some(({ loginHint }) => loginHint === account?.email)
    ? account
    : undefined;
}

/** Who signed in, as long as the provider runs; sessions end with it as well. */
export class Accounts {
  readonly #bySub = new Map<string, Account>();

  add(account: Account): void {
    this.#bySub.set(account.sub, account);
  }

  find(sub: string): Account | undefined {
    return this.#bySub.get(sub);
  }
}
