import { createHash, randomBytes } from 'node:crypto';

/** What a browser ended at: an address outside the provider, or a page of it. */
interface Arrived {
  readonly url: URL;
  /** Headers and text of a page of the provider. */
  readonly page?: { readonly status: number; readonly headers: Headers; readonly text: string };
  /** Headers of each answer on the way. */
  readonly answers: readonly Headers[];
}

interface AuthorizationRequest {
  readonly client: string;
  readonly redirectUri: string;
  readonly scope: string;
  /** Further parameters: `prompt`, `max_age`, `login_hint`, `resource` and the like. */
  readonly more?: Readonly<Record<string, string>>;
}

export type TokenResponse = Readonly<Partial<Record<string, string>>>;

/** A browser: follows redirects within the provider and stores its cookies. */
export class SignInBrowser {
  readonly #issuer: string;
  readonly #cookies = new Map<string, string>();

  constructor(issuer: string) {
    this.#issuer = issuer;
  }

  async go(start: string | URL, form?: URLSearchParams): Promise<Arrived> {
    const answers: Headers[] = [];
    let url = new URL(start);
    let body = form;
    for (let hop = 0; hop < 10 && url.origin === this.#issuer; hop += 1) {
      const response: Response = await fetch(url, {
        redirect: 'manual',
        headers: { cookie: [...this.#cookies].map(([key, value]) => `${key}=${value}`).join('; ') },
        ...(body && { method: 'POST', body }),
      });
      const { status, headers } = response;
      answers.push(headers);
      for (const cookie of headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        this.#cookies.set(name, value);
      }
      const location = headers.get('location');
      if (location === null) {
        return { url, page: { status, headers, text: await response.text() }, answers };
      }
      await response.body?.cancel();
      body = undefined;
      url = new URL(location, url);
    }
    return { url, answers };
  }

  /** Code flow with PKCE, up to the page of the provider or the redirect URI. */
  async authorize({ client, redirectUri, scope, more }: AuthorizationRequest) {
    const verifier = randomBytes(32).toString('base64url');
    const query = new URLSearchParams({
      client_id: client,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope,
      state: 'as-sent',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    });
    const arrived = await this.go(`${this.#issuer}/auth?${query.toString()}`);
    const redeem = (callback: URL, origin?: string) =>
      fetch(`${this.#issuer}/token`, {
        method: 'POST',
        headers: origin === undefined ? {} : { origin },
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          client_id: client,
          redirect_uri: redirectUri,
          code: callback.searchParams.get('code') ?? '',
          code_verifier: verifier,
        }),
      });
    return { ...arrived, redeem };
  }

  /** Signs in to the end, on the page if the provider shows it. */
  async signIn(request: AuthorizationRequest, email: string): Promise<TokenResponse> {
    const { url, page, redeem } = await this.authorize(request);
    const end = page === undefined ? url : (await this.go(url, new URLSearchParams({ email }))).url;
    return (await (await redeem(end)).json()) as TokenResponse;
  }
}
