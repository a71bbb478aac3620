/** `/settings.json`: what the pages need to know of their deployment. It holds no secret. */
export interface WebSettings {
  readonly stage: string;
  /** What the pages are called: the name of the assistant or of the controller. */
  readonly name: string;
  /** Path of the logo on the same origin. */
  readonly logo?: string;
  readonly controller: {
    readonly name: string;
    readonly address: string;
    readonly contact: string;
    readonly website?: string;
    readonly privacyOfficer: string;
  };
  /** Language of the policy, for people who want none of `locales`. */
  readonly language: string;
  /** Languages in which `/texts/<locale>.json` is there (BCP 47). */
  readonly locales: readonly string[];
  /** Absent where no caller of the kind signs in with a browser. */
  readonly signIn: { readonly subject?: SignIn; readonly staff?: SignIn };
}

/** A client of an OpenID provider: code flow with PKCE, no secret. */
export interface SignIn {
  /** Issuer of the tokens: its discovery document is below `/.well-known`. */
  readonly authority: string;
  readonly clientId: string;
  readonly scope: string;
  /** What each scope of the issuer allows, in scopes of Custos. */
  readonly scopeMap?: Readonly<Record<string, readonly string[]>>;
  /** The API as a resource of the provider (RFC 8707). */
  readonly resource?: string;
  /** People of the embedded runtime, who sign in with one click. */
  readonly demo?: readonly { readonly name: string; readonly loginHint: string }[];
}
