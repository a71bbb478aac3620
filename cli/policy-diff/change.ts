import type { Direction, Moved, MovedPeriod } from './moved.ts';
import type { PeopleChange } from './people.ts';
import type { ReviewChange } from './reviews.ts';
import type {
  JurisdictionId,
  LegalBasis,
  Obligation,
  OptOutRight,
  Policy,
  WithholdingGround,
} from '../../lambda/policy/schema.ts';

type Purpose = Policy['purposes'][string];
type Category = Policy['categories'][string];
type Recipient = Policy['recipients'][string];
type Issuer = Policy['issuers'][number];

/** A legal basis, with the condition of GDPR Art. 9(2) where it has one. */
export interface Basis {
  readonly basis: LegalBasis;
  readonly condition?: NonNullable<Purpose['legalBasis'][JurisdictionId]>['condition'];
  readonly optOut?: OptOutRight;
}

/** What holds for data collected before a day. */
export interface EarlierBasis extends Basis {
  readonly until: string;
}

export interface Transfer {
  readonly country: string;
  readonly mechanism: Recipient['transferMechanism'];
}

interface OfPurpose {
  readonly purpose: string;
}
type OfUse = OfPurpose & {
  readonly jurisdiction: JurisdictionId;
  readonly categories: readonly string[];
};

export type UseChange =
  | ({
      readonly kind: 'purpose-added';
      readonly retention: string;
      readonly recipients: readonly string[];
      readonly withheld?: WithholdingGround;
      readonly consentValidity?: string;
    } & OfPurpose)
  | ({ readonly kind: 'purpose-removed'; readonly categories: readonly string[] } & OfPurpose)
  | ({ readonly kind: 'use-permitted' | 'use-forbidden' } & OfUse & Basis)
  | ({
      readonly kind: 'basis-changed';
      /** Whether a notice that covers the purpose changes with it. */
      readonly noticeChanges: boolean;
      /** Until when data was collected that stays on the basis before the change. */
      readonly keptUntil?: string;
    } & OfUse &
      Moved<Basis>)
  | ({
      readonly kind: 'earlier-basis-changed';
      readonly jurisdiction: JurisdictionId;
    } & OfPurpose &
      Moved<EarlierBasis | undefined>)
  | ({
      readonly kind: 'obligations-changed';
      readonly added: readonly Obligation[];
      readonly removed: readonly Obligation[];
    } & OfPurpose)
  | ({ readonly kind: 'role-changed' } & OfPurpose & Moved<Purpose['role']>);

export type CategoryChange =
  | { readonly kind: 'category-added' | 'category-removed'; readonly category: string }
  | ({ readonly kind: 'sensitivity-changed'; readonly category: string } & Moved<
      Category['sensitivity']
    >)
  | ({ readonly kind: 'source-changed'; readonly category: string } & Moved<Category['source']>)
  | ({ readonly kind: 'erasure-class-changed'; readonly category: string } & Moved<string>);

export type RetentionChange =
  | ({
      readonly kind: 'retention-changed';
      /** Categories of the purpose; `longest` are those that no other purpose keeps longer. */
      readonly categories: readonly string[];
      readonly longest: readonly string[];
    } & OfPurpose &
      MovedPeriod)
  | ({
      readonly kind: 'withholding-changed';
    } & OfPurpose &
      Moved<WithholdingGround | undefined>)
  | ({
      readonly kind: 'consent-validity-changed';
      readonly direction: Direction;
    } & OfPurpose &
      Moved<string | undefined>)
  | ({
      readonly kind: 'evidence-retention-changed';
      readonly evidence: keyof Policy['evidence'];
    } & MovedPeriod)
  | ({
      readonly kind: 'export-retention-changed';
      readonly request: 'access' | 'portability';
    } & MovedPeriod);

export type NoticeChange =
  | {
      readonly kind: 'notice-added' | 'notice-removed';
      readonly notice: string;
      readonly purposes: readonly string[];
    }
  | ({
      /** The texts changed; versions are their hashes. */
      readonly kind: 'notice-text-changed';
      readonly notice: string;
      readonly material: boolean;
      readonly locales: readonly string[];
    } & Moved<string>)
  | {
      /** Consents given on this version stop counting until they are given again. */
      readonly kind: 'consents-need-renewal';
      readonly notice: string;
      readonly version: string;
      readonly purposes: readonly string[];
    }
  | ({ readonly kind: 'material-changed'; readonly notice: string } & Moved<boolean>)
  | {
      readonly kind: 'compatible-versions-changed';
      readonly notice: string;
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  | {
      readonly kind: 'notice-purposes-changed';
      readonly notice: string;
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  | {
      readonly kind: 'summary-changed';
      readonly notice: string;
      readonly locales: readonly string[];
    }
  | ({ readonly kind: 'primary-notice-changed' } & Moved<string>);

export type RecipientChange =
  | ({
      readonly kind: 'recipient-added' | 'recipient-removed';
      readonly recipient: string;
      readonly role: Recipient['role'];
      readonly purposes: readonly string[];
    } & Transfer)
  | ({
      readonly kind: 'disclosure-added' | 'disclosure-removed';
      readonly recipient: string;
    } & OfPurpose)
  | ({ readonly kind: 'transfer-changed'; readonly recipient: string } & Moved<Transfer>)
  | ({ readonly kind: 'recipient-role-changed'; readonly recipient: string } & Moved<
      Recipient['role']
    >)
  | ({ readonly kind: 'agreement-changed'; readonly recipient: string } & Moved<
      Recipient['agreement']
    >);

type RequestKind = keyof Policy['requests'];

export type GateChange =
  | ({ readonly kind: 'approval-changed'; readonly request: RequestKind } & Moved<boolean>)
  | ({
      readonly kind: 'recent-authentication-changed';
      readonly request: RequestKind;
    } & MovedPeriod)
  | ({ readonly kind: 'staff-authentication-changed' } & MovedPeriod);

/** What people lose who come under another law. */
interface Taken {
  /** Some purpose asks less of them than before. */
  readonly wider: boolean;
  /** Rights that the law before gave; absent where it gave none more. */
  readonly lost?: readonly string[];
}

export type LawChange =
  | { readonly kind: 'jurisdiction-added' | 'jurisdiction-removed'; readonly jurisdiction: string }
  | ({ readonly kind: 'default-jurisdiction-changed' } & Taken & Moved<JurisdictionId>)
  | ({
      /** People who declared these residences come under another law. */
      readonly kind: 'residences-moved';
      readonly residences: readonly string[];
    } & Taken &
      Moved<JurisdictionId>)
  | ({
      readonly kind: 'clock-changed';
      readonly jurisdiction: string;
      readonly clock: string;
      readonly direction: Direction;
    } & Moved<string>)
  | {
      readonly kind: 'right-added' | 'right-removed';
      readonly jurisdiction: string;
      readonly right: string;
    }
  | ({ readonly kind: 'time-zone-changed' } & Moved<string>)
  | {
      readonly kind: 'holidays-changed';
      readonly added: readonly string[];
      readonly removed: readonly string[];
    };

interface OfIssuer {
  readonly issuer: string;
  readonly audience: string;
}

export type IssuerChange =
  | ({
      readonly kind: 'issuer-added' | 'issuer-removed';
      readonly caller: Issuer['caller'];
      /** `claim -> scope`; empty when the issuer's own names count. */
      readonly scopes: readonly string[];
      readonly emailAuthoritative: boolean;
    } & OfIssuer)
  | ({ readonly kind: 'issuer-caller-changed' } & OfIssuer & Moved<Issuer['caller']>)
  | ({
      readonly kind: 'issuer-scopes-changed';
      readonly added: readonly string[];
      readonly removed: readonly string[];
      /** The map is empty now: every scope that the issuer writes counts by its own name. */
      readonly unmapped: boolean;
    } & OfIssuer)
  | ({ readonly kind: 'issuer-claim-changed' } & OfIssuer & Moved<string>)
  | ({ readonly kind: 'issuer-email-changed' } & OfIssuer & Moved<boolean>)
  | ({
      /** How staff have to have signed in; absent where the issuer is not asked. */
      readonly kind: 'issuer-factors-changed';
      /** A person who was refused is let in. */
      readonly weaker: boolean;
    } & OfIssuer &
      Moved<readonly string[] | undefined>)
  | ({ readonly kind: 'issuer-token-life-changed' } & OfIssuer & MovedPeriod)
  | ({ readonly kind: 'issuer-keys-changed' } & OfIssuer & Moved<string | undefined>);

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
