import type { ClientMetadata } from 'oidc-provider';
import type { SignIn, WebSettings } from '../lib/web/web-settings.ts';
import { scopeOf } from './issuer-tokens.ts';
import type { CallerKind } from './issuer-tokens.ts';

/** Secret of the demo client: public, because it protects nothing outside this machine. */
export const assistantSecret = 'assistant-local-secret';

const kinds: Readonly<Record<string, CallerKind>> = {
  'privacy-centre': 'subject',
  console: 'staff',
  assistant: 'service',
};

/** The kind of caller that a client gets tokens for, and no other. */
export const kindOf = (clientId: string): CallerKind => kinds[clientId] ?? 'service';

/** The API as the resource of one kind of caller (RFC 8707). */
export const resourceOf = (kind: CallerKind): string => `urn:custos:${kind}`;

/** Who signs in with a browser. */
export type EntranceKind = Exclude<CallerKind, 'service'>;

/** Invented people, who sign in with one click. */
export const demoPeople: Readonly<Record<EntranceKind, NonNullable<SignIn['demo']>>> = {
  subject: [
    { name: 'Ada', loginHint: 'ada@example.com' },
    { name: 'Grace', loginHint: 'grace@example.com' },
    { name: 'Person 01 of npm run demo', loginHint: 'person-01@example.org' },
  ],
  staff: [
    { name: 'Data protection officer', loginHint: 'dpo@example.com' },
    // What a second approver confirms needs a second member of staff.
    { name: 'Privacy team', loginHint: 'privacy-team@example.com' },
  ],
};

/** How the pages of the embedded runtime sign people in. */
export const localSignIn = (issuerUrl: string): WebSettings['signIn'] => ({
  subject: entrance(issuerUrl, 'privacy-centre', 'subject'),
  staff: entrance(issuerUrl, 'console', 'staff'),
});

const entrance = (authority: string, clientId: string, kind: EntranceKind): SignIn => ({
  authority,
  clientId,
  scope: `openid profile email ${scopeOf(kind)}`,
  resource: resourceOf(kind),
  demo: demoPeople[kind],
});

/** Origins under which the API is reached. */
export const apiOrigins = (port: number, hosts: readonly string[]): readonly string[] =>
  ['127.0.0.1', 'localhost', ...hosts].map((host) => new URL(`http://${host}:${port}`).origin);

/** @param origins of the API, which serves the pages too */
export const issuerClients = (origins: readonly string[]): ClientMetadata[] => [
  {
    ...browser,
    client_id: 'privacy-centre',
    redirect_uris: [
      'http://127.0.0.1:3000/callback',
      'http://localhost:3000/callback',
      ...origins.map((origin) => `${origin}/signed-in`),
    ],
    post_logout_redirect_uris: origins.map((origin) => `${origin}/`),
  },
  {
    ...browser,
    client_id: 'console',
    redirect_uris: origins.map((origin) => `${origin}/console/signed-in`),
    post_logout_redirect_uris: origins.map((origin) => `${origin}/console/`),
  },
  {
    client_id: 'assistant',
    client_secret: assistantSecret,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    id_token_signed_response_alg: 'ES256',
  },
];

const browser = {
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code'],
  response_types: ['code'],
  id_token_signed_response_alg: 'ES256',
} satisfies Partial<ClientMetadata>;
