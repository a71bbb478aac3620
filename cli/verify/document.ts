import { base64url, decodeProtectedHeader } from 'jose';

/** The kinds of proof that Custos signs, by the `typ` of their header. */
export const kindsByType = {
  'erasure-certificate+jwt': 'certificate',
  'erasure-final-certificate+jwt': 'final certificate',
  'nothing-held-certificate+jwt': 'nothing held certificate',
  'consent-receipt+jwt': 'receipt',
} as const;
export type Kind = (typeof kindsByType)[keyof typeof kindsByType];

/** A signed document, taken apart; nothing of it is verified yet. */
export interface Document {
  readonly kind: Kind;
  /** The compact JWS (RFC 7515). */
  readonly token: string;
  readonly keyId: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** What a certificate names by its hash, where the file holds it. */
  readonly manifest?: unknown;
  /** The certificate that a FINAL certificate names by its hash, where the file holds it. */
  readonly erased?: string | undefined;
}

const compactJws = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Finds the signed documents in a file: one compact JWS alone, or those of a response of the API.
 *
 * @throws DocumentError
 */
export const documentsIn = (text: string): readonly Document[] =>
  tokensIn(text.trim()).map(documentOf);

type Found = Pick<Document, 'token' | 'manifest' | 'erased'>;

function documentOf({ token, ...named }: Found): Document {
  const header = decoded(() => decodeProtectedHeader(token));
  const content = decoded(
    () =>
      JSON.parse(new TextDecoder().decode(base64url.decode(token.split('.')[1] ?? ''))) as unknown,
  );
  const kind = Object.entries(kindsByType).find(([type]) => type === header?.typ)?.[1];
  if (kind === undefined || !isObject(content)) throw new DocumentError(unknownKind);
  return { kind, token, keyId: header?.kid ?? '', content, ...named };
}

function tokensIn(text: string): readonly Found[] {
  if (compactJws.test(text)) return [{ token: text }];
  const value = decoded(() => JSON.parse(text) as unknown);
  for (const place of [value, isObject(value) ? value['request'] : undefined]) {
    if (!isObject(place)) continue;
    const { certificate, finalCertificate, manifest, receipt } = place;
    if (isJws(certificate)) {
      const final = isJws(finalCertificate)
        ? [{ token: finalCertificate, erased: certificate }]
        : [];
      return [{ token: certificate, manifest }, ...final];
    }
    if (isJws(finalCertificate)) return [{ token: finalCertificate }];
    if (isJws(receipt)) return [{ token: receipt }];
    if (place['kind'] === 'erasure' && typeof place['status'] === 'string') {
      throw new DocumentError(`the erasure has no certificate yet: it is ${place['status']}`);
    }
  }
  throw new DocumentError(unknownKind);
}

const unknownKind =
  'this is neither a certificate nor a receipt: give the signed text (three parts with dots between), or the response of the API that holds it';

const isJws = (value: unknown): value is string =>
  typeof value === 'string' && compactJws.test(value);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function decoded<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** The file holds nothing that can be verified. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
}
