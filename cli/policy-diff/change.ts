import type { CategoryChange } from './categories.ts';
import type { IssuerChange } from './issuers.ts';
import type { GateChange, LawChange } from './law.ts';
import type { NoticeChange } from './notices.ts';
import type { RecipientChange } from './recipients.ts';
import type { RetentionChange } from './retention.ts';
import type { UseChange } from './uses.ts';
import type { PeopleChange } from './people.ts';
import type { ReviewChange } from './reviews.ts';

/** What no rule has a sentence of its own for: wording, references, addresses, order. */
export interface DetailChange {
  readonly kind: 'detail-changed';
  /** RFC 6901 pointer into the compiled policy. */
  readonly pointer: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** One thing that a policy says otherwise than the one before it. */
export type PolicyChange =
  | UseChange
  | CategoryChange
  | RetentionChange
  | NoticeChange
  | RecipientChange
  | GateChange
  | LawChange
  | ReviewChange
  | PeopleChange
  | IssuerChange
  | DetailChange;
