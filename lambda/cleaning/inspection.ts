/** A file that can be read in any order. */
export interface ByteSource {
  readonly bytes: number;
  /** Fewer bytes than asked for only at the end of the file. */
  read(start: number, length: number): Promise<Uint8Array>;
}

/**
 * What a clean file consists of, front to back: a range of the original, in ascending order, zeros in
 * place of what is removed, or new bytes. Lengths are bytes.
 */
export type Piece =
  | { readonly kind: 'keep'; readonly start: number; readonly length: number }
  | { readonly kind: 'zero'; readonly length: number }
  | { readonly kind: 'insert'; readonly bytes: Uint8Array };

/** Why a file is not stored. Closed and published. */
export const refusedFiles = [
  'type-mismatch',
  'truncated',
  'malformed',
  'polyglot',
  'too-complex',
  'too-many-pixels',
] as const;
export type RefusedFile = (typeof refusedFiles)[number];

export type Inspection =
  /** `bytes` is the length of the clean file. */
  | { readonly kind: 'cleanable'; readonly pieces: readonly Piece[]; readonly bytes: number }
  | { readonly kind: 'refused'; readonly because: RefusedFile };
