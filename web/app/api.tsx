import { QueryClient } from '@tanstack/react-query';
import { createContext, use, useMemo, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import {
  ProblemError,
  UnexpectedAnswerError,
  UnreachableError,
  createClient,
} from '../../client/index.ts';
import type { Client } from '../../client/index.ts';
import { once } from './once.ts';
import { SignedOutError } from './session.ts';
import type { Person, Session } from './session.ts';

export type { Schemas } from './schemas.ts';

/** Answers are read again when a screen opens; a problem that the client did not solve is shown. */
export const openQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      // Without a network a call is not put off until there is one: the person learns that it failed.
      queries: {
        ...{ retry: false, staleTime: 5_000, refetchOnWindowFocus: false },
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });

interface Api {
  readonly client: Client;
  readonly session: Session | undefined;
}

const Context = createContext<Api | undefined>(undefined);

/** @param props.session undefined where nobody can sign in */
export function ApiProvider({
  session,
  children,
}: {
  readonly session: Session | undefined;
  readonly children: ReactNode;
}) {
  const api = useMemo(
    () => ({
      session,
      client: once(
        createClient({
          baseUrl: location.origin,
          token: () =>
            session === undefined
              ? Promise.reject(new SignedOutError('nobody can sign in here'))
              : session.token(),
          retry: { attempts: 3 },
        }),
      ),
    }),
    [session],
  );
  return <Context value={api}>{children}</Context>;
}

function useApi(): Api {
  const api = use(Context);
  if (api === undefined) throw new TypeError('there is no ApiProvider here');
  return api;
}

export const useClient = (): Client => useApi().client;

export const useSession = (): Session | undefined => useApi().session;

/** Who is signed in; the component is drawn again when that changes. */
export function usePerson(): Person | undefined {
  const session = useSession();
  const isSignedIn = useSyncExternalStore(
    (changed) => session?.subscribe(changed) ?? (() => undefined),
    () => session?.person() !== undefined,
  );
  return isSignedIn ? session?.person() : undefined;
}

/** What went wrong, for a person. */
export type Trouble =
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'sign-in-again' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'refused'; readonly slug: string; readonly requestId: string }
  | { readonly kind: 'fault'; readonly requestId: string | undefined };

const busyStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504]);

export function troubleOf(error: unknown): Trouble {
  if (error instanceof SignedOutError) return { kind: 'signed-out' };
  if (error instanceof UnreachableError) return { kind: 'offline' };
  // What stands before the API answers in its place.
  if (error instanceof UnexpectedAnswerError && busyStatuses.has(error.status)) {
    return { kind: 'busy' };
  }
  if (!(error instanceof ProblemError)) return { kind: 'fault', requestId: undefined };
  const { status, slug, problem } = error.outcome;
  const { requestId } = problem;
  if (slug === 'recent-authentication-required') return { kind: 'sign-in-again' };
  if (status === 401) return { kind: 'signed-out' };
  if (status === 429 || status === 503) return { kind: 'busy' };
  if (status >= 500) return { kind: 'fault', requestId };
  return { kind: 'refused', slug, requestId };
}
