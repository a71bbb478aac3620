/** A call as it arrived. */
export interface WebhookRequest {
  readonly method: string;
  /** The whole address as the policy has it, however a proxy rewrites it on the way. */
  readonly url: string;
  /** `request.headers` of Node.js, or `Headers`. */
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The bytes as received: parse them only after they are verified. */
  readonly body: Uint8Array;
}

/** `GET /v1/jwks.json`. */
export interface WebhookKeys {
  readonly keys: readonly {
    readonly kty: string;
    readonly crv?: string;
    readonly x?: string;
    readonly kid?: string;
  }[];
}

export interface VerifyOptions {
  /** Seconds since 1970; that of the machine when absent. */
  readonly now?: number;
  /**
   * Remembers a nonce until a time, in seconds since 1970. False: it was there before. Processes that
   * share an address share it, too. `replayWindow()` when absent, in the memory of this process.
   */
  readonly remember?: (nonce: string, until: number) => boolean | Promise<boolean>;
}

export type WebhookRejection =
  | 'signature-missing'
  | 'signature-malformed'
  | 'components-missing'
  | 'key-unknown'
  | 'expired'
  | 'digest-mismatch'
  | 'signature-invalid'
  | 'replayed';

export type WebhookOutcome =
  | { readonly kind: 'verified'; readonly delivery: string; readonly message: unknown }
  | { readonly kind: 'rejected'; readonly reason: WebhookRejection };

/** How far two clocks may differ, and how long a signature may be valid, in seconds. */
const clockTolerance = 30;
const longestValidity = 600;

/** Everything that Custos signs. A receiver that accepted less would accept an altered call. */
const covered = '("@method" "@target-uri" "content-digest" "content-type" "custos-delivery")';

const form = new RegExp(
  `^custos=(${covered.replaceAll(/[()]/g, '\\$&')}` +
    ';created=(\\d{1,12});expires=(\\d{1,12});nonce="([\\w-]{16,64})"' +
    ';alg="ed25519";keyid="([\\w-]{43})";tag="custos-webhook")$',
);

/**
 * Whether Custos made this call, for this address, within minutes, and for the first time (RFC 9421,
 * RFC 9530). Answer 401 where it is rejected.
 *
 * @param keys read them again, at most every few minutes, where the reason is `key-unknown`
 */
export async function verifyWebhook(
  request: WebhookRequest,
  keys: WebhookKeys,
  { now = Date.now() / 1_000, remember = rememberHere }: VerifyOptions = {},
): Promise<WebhookOutcome> {
  const header = (name: string): string | undefined => headerOf(request.headers, name);
  const [input, signed] = [header('signature-input'), header('signature')];
  if (input === undefined || signed === undefined) return rejected('signature-missing');
  const [, parameters, created, expires, nonce, keyid] = form.exec(input) ?? [];
  const signature = bytesIn(/^custos=:([A-Za-z0-9+/]{86}==):$/.exec(signed)?.[1]);
  if (parameters === undefined || nonce === undefined || signature === undefined) {
    return rejected('signature-malformed');
  }
  const [digest, type, delivery] = ['content-digest', 'content-type', 'custos-delivery'].map(
    header,
  );
  if (digest === undefined || type === undefined || delivery === undefined) {
    return rejected('components-missing');
  }
  const [from, until] = [Number(created), Number(expires)];
  const isValid = from <= now + clockTolerance && now <= until + clockTolerance;
  if (!isValid || until - from > longestValidity) return rejected('expired');
  const key = keys.keys.find(({ kid, crv }) => kid === keyid && crv === 'Ed25519');
  if (key?.x === undefined) return rejected('key-unknown');
  if (digest !== `sha-256=:${await sha256Of(request.body)}:`) return rejected('digest-mismatch');
  const base = [
    `"@method": ${request.method}`,
    `"@target-uri": ${new URL(request.url).href}`,
    `"content-digest": ${digest}`,
    `"content-type": ${type}`,
    `"custos-delivery": ${delivery}`,
    `"@signature-params": ${parameters}`,
  ].join('\n');
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.x };
  const publicKey = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', false, ['verify']);
  const isSigned = await crypto.subtle.verify(
    'Ed25519',
    publicKey,
    signature,
    new TextEncoder().encode(base),
  );
  if (!isSigned) return rejected('signature-invalid');
  // After the signature: who cannot sign cannot use up the nonces of calls.
  if (!(await remember(nonce, until + clockTolerance))) return rejected('replayed');
  return {
    kind: 'verified',
    delivery,
    message: JSON.parse(new TextDecoder().decode(request.body)),
  };
}

/** Remembers nonces in the memory of this process, until they have expired. */
export function replayWindow(clock: () => number = () => Date.now() / 1_000) {
  const seen = new Map<string, number>();
  return (nonce: string, until: number): boolean => {
    const now = clock();
    for (const [each, end] of seen) if (end < now) seen.delete(each);
    if (seen.has(nonce)) return false;
    seen.set(nonce, until);
    return true;
  };
}

const rememberHere = replayWindow();

const rejected = (reason: WebhookRejection): WebhookOutcome => ({ kind: 'rejected', reason });

function headerOf(headers: WebhookRequest['headers'], name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const value = Object.entries(headers).find(([each]) => each.toLowerCase() === name)?.[1];
  // A header that came twice is ambiguous.
  return typeof value === 'string' ? value : undefined;
}

const bytesIn = (base64: string | undefined): Uint8Array<ArrayBuffer> | undefined =>
  base64 === undefined ? undefined : Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));

async function sha256Of(body: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(body));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
