import { randomBytes } from 'node:crypto';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import type { Configuration, ResourceServer } from 'oidc-provider';
import { underItsNames } from './hosts.ts';
import { issuerStore } from './issuer-store.ts';
import type { LocalIssuer } from './issuer-keys.ts';
import { audienceOf, claimsOf, scopeOf, subOf } from './issuer-tokens.ts';
import type { CallerKind } from './issuer-tokens.ts';
import { answerSignIn } from './sign-in.ts';

/** Secret of the demo client: public, because it protects nothing outside this machine. */
export const assistantSecret = 'assistant-local-secret';

const resourceOf: Readonly<Record<string, CallerKind>> = {
  'urn:custos:subject': 'subject',
  'urn:custos:service': 'service',
};

/**
 * An OpenID provider for this machine only: any e-mail address signs in, without a password.
 *
 * @param hosts names of this machine in addition to loopback names
 */
export function issuerServer(local: LocalIssuer, hosts: readonly string[] = []): Server {
  /** E-mail address by `sub`, as long as the provider runs; sessions end with it as well. */
  const people = new Map<string, string>();
  const provider = new Provider(local.issuer, configuration(local, people));
  const signIn = (email: string): string => {
    const sub = subOf(email);
    people.set(sub, email);
    return sub;
  };
  const callback = provider.callback();
  const listener: RequestListener = (request, response) => {
    const handled = request.url?.startsWith('/interaction/')
      ? answerSignIn(provider, signIn, request, response)
      : callback(request, response);
    void handled.catch(() => response.destroy());
  };
  return createServer(underItsNames(hosts, listener));
}

function configuration(
  { privateKey }: LocalIssuer,
  people: ReadonlyMap<string, string>,
): Configuration {
  return {
    adapter: issuerStore(),
    jwks: { keys: [privateKey] },
    cookies: { keys: [randomBytes(16).toString('base64url')] },
    clients: [
      {
        client_id: 'privacy-centre',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: ['http://127.0.0.1:3000/callback', 'http://localhost:3000/callback'],
        id_token_signed_response_alg: 'ES256',
      },
      {
        client_id: 'assistant',
        client_secret: assistantSecret,
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    claims: { openid: ['sub', 'auth_time'], email: ['email', 'email_verified'] },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, ...claimsOf('subject', people.get(sub) ?? '') }),
    }),
    // A demo user only signs in; there is no consent page.
    loadExistingGrant: async ({ oidc }) => {
      const { provider, client, session } = oidc;
      const { accountId } = session ?? {};
      if (client === undefined || accountId === undefined) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId });
      grant.addOIDCScope('openid email');
      grant.addResourceScope('urn:custos:subject', scopeOf('subject'));
      await grant.save();
      return grant;
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_, client) =>
          client.clientId === 'assistant' ? 'urn:custos:service' : 'urn:custos:subject',
        useGrantedResource: () => true,
        getResourceServerInfo: (_, indicator) => resourceServer(indicator),
      },
    },
    extraTokenClaims: ({ oidc }, token) => {
      if (token.kind !== 'AccessToken') return {};
      const { authTime } = oidc.entities.AuthorizationCode ?? {};
      return {
        ...claimsOf('subject', people.get(token.accountId) ?? ''),
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

function resourceServer(indicator: string): ResourceServer {
  const kind = resourceOf[indicator] ?? 'subject';
  return {
    audience: audienceOf(kind),
    scope: scopeOf(kind),
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: 'ES256' } },
  };
}
