import { interactionPolicy } from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { accountOf } from './issuer-accounts.ts';
import type { Accounts } from './issuer-accounts.ts';
import { kindOf } from './issuer-clients.ts';

/**
 * A browser has one session with the provider. It is valid for one kind of caller, and for the
 * person of `login_hint`; otherwise the person signs in again, or `prompt=none` returns `login_required`.
 */
export function signInPrompts(accounts: Accounts): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  const checks = policy.get('login')?.checks;
  const add = (reason: string, why: string, fits: (context: KoaContextWithOIDC) => boolean) =>
    checks?.add(
      new interactionPolicy.Check(reason, why, 'login_required', (context) =>
        fits(context)
          ? interactionPolicy.Check.NO_NEED_TO_PROMPT
          : interactionPolicy.Check.REQUEST_PROMPT,
      ),
    );
  add('entrance', 'the session is of another kind of caller', isOfEntrance(accounts));
  add('login_hint', 'the session is of another person', isHinted);
  return policy;
}

const isOfEntrance =
  (accounts: Accounts) =>
  ({ oidc: { session, client } }: KoaContextWithOIDC): boolean => {
    const { accountId } = session ?? {};
    if (accountId === undefined) return true;
    return accounts.find(accountId)?.kind === kindOf(client?.clientId ?? '');
  };

function isHinted({ oidc }: KoaContextWithOIDC): boolean {
  const { session, client, params, result } = oidc;
  const hint = params?.['login_hint'];
  // On the page, a person may choose another account.
  if (typeof hint !== 'string' || session?.accountId === undefined || result?.login) return true;
  const kind = kindOf(client?.clientId ?? '');
  return kind !== 'service' && accountOf(kind, hint)?.sub === session.accountId;
}
