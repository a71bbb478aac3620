import type { Schemas } from '../../app/api.tsx';
import type { Wish } from './wish.ts';

/** What the person writes: in memory alone, gone when the page is left. */
export interface Draft {
  readonly reason: string;
  readonly concernsBreach: boolean;
  readonly corrections: readonly DraftCorrection[];
}

export type DraftCorrection =
  | {
      readonly kind: 'entry';
      readonly category: string;
      readonly recordId: string;
      /** What it should say; absent where it is to be deleted. */
      readonly content?: unknown;
      readonly changes: readonly DetailChange[];
      readonly reason: string;
    }
  | {
      readonly kind: 'every';
      readonly category: string;
      readonly pointer: string;
      readonly value: unknown;
      readonly change: DetailChange;
      readonly reason: string;
    };

export interface DetailChange {
  readonly detail: string;
  readonly value: string;
}

export const emptyDraft: Draft = { reason: '', concernsBreach: false, corrections: [] };

export const isWritten = ({ reason, corrections }: Draft): boolean =>
  reason !== '' || corrections.length > 0;

/** Whether what a kind cannot do without is there: after a new sign-in it is not. */
export function isComplete({ kind, decision }: Wish, { reason, corrections }: Draft): boolean {
  switch (kind) {
    case 'rectification':
      return corrections.length > 0;
    case 'human-review':
      return decision !== undefined && reason.trim() !== '';
    case 'complaint':
      return reason.trim() !== '';
    default:
      return true;
  }
}

/** As the API takes it. */
export function submissionOf(wish: Wish, draft: Draft, locale: string): Schemas['Submission'] {
  const { kind, categories, purposes, decision, about } = wish;
  const reason = draft.reason.trim();
  return {
    kind,
    locale,
    ...(categories.length > 0 && { categories: [...categories] }),
    ...(purposes.length > 0 && { purposes: [...purposes] }),
    ...(kind === 'rectification' && { corrections: draft.corrections.map(correctionOf) }),
    ...(decision !== undefined && kind === 'human-review' && { automatedDecisionId: decision }),
    ...(about !== undefined && kind === 'complaint' && { about }),
    ...(reason !== '' && { reason }),
    ...(draft.concernsBreach && kind === 'complaint' && { concernsBreach: true as const }),
  };
}

function correctionOf(correction: DraftCorrection) {
  const reason = correction.reason.trim() === '' ? {} : { reason: correction.reason.trim() };
  if (correction.kind === 'every') {
    const { category, pointer, value } = correction;
    return { category, pointer, value, ...reason };
  }
  const { recordId, content } = correction;
  return { recordId, ...(content !== undefined && { content }), ...reason };
}
