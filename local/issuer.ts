import { randomBytes } from 'node:crypto';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import Provider, { errors } from 'oidc-provider';
import type { Configuration, ResourceServer } from 'oidc-provider';
import { underItsNames } from './hosts.ts';
import { Accounts } from './issuer-accounts.ts';
import { apiOrigins, issuerClients, kindOf, resourceOf } from './issuer-clients.ts';
import { signInPrompts } from './issuer-prompts.ts';
import { issuerStore } from './issuer-store.ts';
import type { LocalIssuer } from './issuer-keys.ts';
import { audienceOf, claimsOf, scopeOf, secondFactor } from './issuer-tokens.ts';
import type { CallerKind } from './issuer-tokens.ts';
import { answerSignIn } from './sign-in.ts';
import { signOutPage } from './sign-out.ts';

/** Where the API is reached: its pages are where people sign in. */
export interface ApiAddress {
  readonly port: number;
  /** Names of this machine in addition to loopback names. */
  readonly hosts?: readonly string[] | undefined;
}

/** An OpenID provider for this machine only: any e-mail address signs in, without a password. */
export function issuerServer(local: LocalIssuer, { port, hosts = [] }: ApiAddress): Server {
  const accounts = new Accounts();
  const provider = new Provider(
    local.issuer,
    configuration(local, accounts, apiOrigins(port, hosts)),
  );
  const callback = provider.callback();
  const listener: RequestListener = (request, response) => {
    const handled = request.url?.startsWith('/interaction/')
      ? answerSignIn(provider, accounts, request, response)
      : callback(request, response);
    void handled.catch(() => response.destroy());
  };
  return createServer(underItsNames(hosts, listener));
}

function configuration(
  { privateKey }: LocalIssuer,
  accounts: Accounts,
  origins: readonly string[],
): Configuration {
  return {
    adapter: issuerStore(),
    jwks: { keys: [privateKey] },
    cookies: { keys: [randomBytes(16).toString('base64url')] },
    clients: issuerClients(origins),
    // A page reads who signed in from the ID token: its access token is for the API.
    conformIdTokenClaims: false,
    claims: {
      openid: ['sub', 'auth_time'],
      profile: ['name'],
      email: ['email', 'email_verified'],
    },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    findAccount: (_, sub) => {
      const { name, email } = accounts.find(sub) ?? {};
      return { accountId: sub, claims: () => ({ sub, name, email, email_verified: true }) };
    },
    clientBasedCORS: (_, origin, { redirectUris = [] }) =>
      redirectUris.some((uri) => new URL(uri).origin === origin),
    // A demo user only signs in; there is no consent page.
    loadExistingGrant: async ({ oidc }) => {
      const { provider, client, session } = oidc;
      const { accountId } = session ?? {};
      if (client === undefined || accountId === undefined) return undefined;
      const kind = kindOf(client.clientId);
      const grant = new provider.Grant({ clientId: client.clientId, accountId });
      grant.addOIDCScope('openid profile email');
      grant.addResourceScope(resourceOf(kind), scopeOf(kind));
      await grant.save();
      return grant;
    },
    interactions: {
      policy: signInPrompts(accounts),
      url: (_, { uid }) => `/interaction/${uid}`,
    },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_, { clientId }) => resourceOf(kindOf(clientId)),
        useGrantedResource: () => true,
        getResourceServerInfo: (_, indicator, { clientId }) =>
          resourceServer(indicator, kindOf(clientId)),
      },
      rpInitiatedLogout: { enabled: true, logoutSource: signOutPage },
    },
    extraTokenClaims: ({ oidc }, token) => {
      if (token.kind !== 'AccessToken') return {};
      const account = accounts.find(token.accountId);
      const { authTime } = oidc.entities.AuthorizationCode ?? {};
      return {
        ...(account && claimsOf(account.kind, account.email)),
        ...(account?.kind === 'staff' && { amr: secondFactor }),
        ...(authTime !== undefined && { auth_time: authTime }),
      };
    },
    ttl: {
      AccessToken: 3_600,
      ClientCredentials: 3_600,
      Session: 86_400,
      Grant: 86_400,
      Interaction: 3_600,
      AuthorizationCode: 60,
      IdToken: 3_600,
    },
  };
}

function resourceServer(indicator: string, kind: CallerKind): ResourceServer {
  if (indicator !== resourceOf(kind)) throw new errors.InvalidTarget();
  return {
    audience: audienceOf(kind),
    scope: scopeOf(kind),
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: 'ES256' } },
  };
}
