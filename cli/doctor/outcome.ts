/** What a check found. Everything but `ok` says what to do. */
export type Outcome =
  | { readonly kind: 'ok'; readonly what: string }
  /** Works, but will not do for people's data, or needs someone to look. */
  | { readonly kind: 'attention'; readonly what: string; readonly remedy: string }
  /** A deployment fails, or has failed. */
  | { readonly kind: 'failed'; readonly what: string; readonly remedy: string }
  /** The question could not be asked, so nothing is known. */
  | { readonly kind: 'unknown'; readonly what: string; readonly remedy: string };

export interface Finding {
  /** Name of the check. */
  readonly check: string;
  readonly outcome: Outcome;
}

export const ok = (what: string): Outcome => ({ kind: 'ok', what });
export const attention = (what: string, remedy: string): Outcome => ({
  kind: 'attention',
  what,
  remedy,
});
export const failed = (what: string, remedy: string): Outcome => ({ kind: 'failed', what, remedy });
export const unknown = (what: string, remedy: string): Outcome => ({
  kind: 'unknown',
  what,
  remedy,
});
