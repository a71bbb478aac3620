import {
  ErrorResponse,
  InMemoryWebStorage,
  UserManager,
  WebStorageStateStore,
} from 'oidc-client-ts';
import type { User } from 'oidc-client-ts';
import { hashOf } from '../../client/index.ts';
import type { SignIn } from '../../lib/web/web-settings.ts';

/** Who is signed in, with tokens in memory only: they end with the page. */
export interface Session {
  /** Undefined for nobody. */
  readonly person: () => Person | undefined;
  /** Calls back whenever that changes; returns the end of it. */
  readonly subscribe: (changed: () => void) => () => void;
  /** @throws SignedOutError when nobody is signed in, or no longer */
  readonly token: () => Promise<string>;
  /** Leaves the page, and comes back to the address that it has now. */
  readonly signIn: (options?: SignInOptions) => Promise<void>;
  /**
   * Asks the provider for new tokens without leaving the page: for who signed in again in another tab.
   * Returns whether the same person is signed in now.
   */
  readonly renew: () => Promise<boolean>;
  /** Path of the entrance, which offers to sign in. */
  readonly base: string;
  /** Ends the session with the provider as well. */
  readonly signOut: () => Promise<void>;
}

export interface Person {
  /** What the provider calls the person, if it says so. */
  readonly name: string | undefined;
  /** Scopes of Custos that the token has; undefined where the provider does not say which. */
  readonly scopes: ReadonlySet<string> | undefined;
}

export interface SignInOptions {
  /** Who signs in, where one click does. */
  readonly loginHint?: string;
  /** The person signs in again, although a session is there: for what asks for a recent sign-in. */
  readonly again?: boolean;
}

/** Nobody is signed in, or the session has ended. */
export class SignedOutError extends Error {
  override readonly name = 'SignedOutError';
}

const callback = 'signed-in';
/** Who was signed in in this tab, as a hash: nothing else of a person is stored. */
const wasSignedIn = 'custos.signed-in';

/**
 * @param base path of the entrance, `/` or `/console/`
 * @returns the session, after a sign-in that this page is the end of
 */
export async function openSession(signIn: SignIn, base: string): Promise<Session> {
  const manager = new UserManager({
    authority: signIn.authority,
    client_id: signIn.clientId,
    scope: signIn.scope,
    ...(signIn.resource !== undefined && { resource: signIn.resource }),
    redirect_uri: `${location.origin}${base}${callback}`,
    silent_redirect_uri: `${location.origin}${base}${callback}`,
    post_logout_redirect_uri: `${location.origin}${base}`,
    // State and PKCE verifier have to survive the way to the provider; tokens do not.
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    automaticSilentRenew: true,
    // Another person may have signed in with the provider in another tab.
    validateSubOnSilentRenew: true,
    silentRequestTimeoutInSeconds: 10,
  });
  let user: User | undefined;
  const listeners = new Set<() => void>();
  const become = (next: User | undefined) => {
    user = next;
    void markOf(next).then(remember);
    for (const each of listeners) each();
  };
  manager.events.addUserLoaded((loaded) => become(loaded));
  manager.events.addUserUnloaded(() => become(undefined));
  manager.events.addAccessTokenExpired(() => become(undefined));

  if (location.pathname === `${base}${callback}`) await arrive(manager, base);
  else await resume(manager);

  return {
    person: () =>
      user && {
        name: user.profile.email ?? user.profile.name ?? user.profile.sub,
        scopes: scopesOf(user.scopes, signIn.scopeMap),
      },
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    token: () =>
      user === undefined || user.expired === true
        ? Promise.reject(new SignedOutError('nobody is signed in'))
        : Promise.resolve(user.access_token),
    signIn: ({ loginHint, again } = {}) =>
      manager.signinRedirect({
        state: { returnTo: `${location.pathname}${location.search}` },
        ...(loginHint !== undefined && { login_hint: loginHint }),
        ...(again === true && { prompt: 'login', max_age: 0 }),
      }),
    renew: async () => (await manager.signinSilent().catch(() => null)) !== null,
    base,
    signOut: async () => {
      remember(undefined);
      await manager.signoutRedirect();
    },
  };
}

/**
 * After the page was loaded again: the session with the provider gives new tokens, but not those of
 * another person, who signed in in another tab. That is for the person to decide.
 */
async function resume(manager: UserManager): Promise<void> {
  const known = sessionStorage.getItem(wasSignedIn);
  if (known === null) return;
  const user = await manager.signinSilent().catch(() => null);
  if ((await markOf(user)) === known) return;
  await manager.removeUser();
  remember(undefined);
}

/** The end of a sign-in: in the hidden frame of a renewal, or in the page itself. */
async function arrive(manager: UserManager, base: string): Promise<void> {
  if (window.self !== window.top) {
    await manager.signinSilentCallback();
    return;
  }
  try {
    const { state } = await manager.signinRedirectCallback();
    history.replaceState(null, '', returnTo(state, base));
  } catch (error) {
    // The person went back at the provider, or opened this address: the page offers to sign in.
    history.replaceState(null, '', base);
    if (!(error instanceof ErrorResponse)) console.warn('the sign-in did not end here', error);
  }
}

/** Only to an address of this entrance. */
function returnTo(state: unknown, base: string): string {
  const path =
    typeof state === 'object' && state !== null && 'returnTo' in state ? state.returnTo : undefined;
  const isOurs = typeof path === 'string' && path.startsWith(base) && !path.startsWith('//');
  return isOurs && !path.startsWith(`${base}${callback}`) ? path : base;
}

/** As the API translates the scopes of the issuer. A provider that has them in another claim names none. */
function scopesOf(
  granted: readonly string[],
  scopeMap: SignIn['scopeMap'],
): ReadonlySet<string> | undefined {
  const all = scopeMap === undefined ? granted : granted.flatMap((scope) => scopeMap[scope] ?? []);
  const ours = all.filter((scope) => scope.startsWith('custos/'));
  return ours.length === 0 ? undefined : new Set(ours);
}

function remember(mark: string | undefined): void {
  if (mark === undefined) sessionStorage.removeItem(wasSignedIn);
  else sessionStorage.setItem(wasSignedIn, mark);
}

async function markOf(user: User | undefined | null): Promise<string | undefined> {
  if (user === undefined || user === null) return undefined;
  const { iss, sub } = user.profile;
  return hashOf(new Blob([JSON.stringify([iss, sub])]));
}
