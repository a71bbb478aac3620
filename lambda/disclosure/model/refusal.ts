import type { DecisionRefusal, PersonRefusal } from '../../record/model/record.ts';
import type { CoverageReason } from './agreement.ts';

/** Why a disclosure is not recorded. Positions are those of the item's `categories`. */
export type Refusal =
  | { readonly kind: 'in-future' }
  | { readonly kind: 'not-covered'; readonly denials: readonly Uncovered[] }
  | PersonRefusal
  | DecisionRefusal;

/** Without a position it is whatever the category is. */
export interface Uncovered {
  readonly position?: number;
  readonly reason: CoverageReason;
}
