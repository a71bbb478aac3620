import type { Choice } from '../consent/model/choice.ts';
import type { ActivityKind } from '../ledger/model/activity-kinds.ts';
import type { Law } from '../policy/law.ts';
import type { SystemSettings } from '../policy/system-section.ts';
import type { Details } from '../subject/details.ts';
import type { Subject } from '../subject/model/subject.ts';
import type { ExportFacts } from './facts.ts';
import type { RecipientFacts } from './recipients.ts';
import type { Speech } from './words.ts';
import type { WrittenFile } from './export-zip.ts';
import type { ExportedSystem } from './systems.ts';
import type { HeldIdentifier } from '../subject/known-identifiers.ts';
import type { RequestStatus } from '../request/model/request.ts';
import type { RequestKind } from '../request/model/kinds.ts';

/** Everything that the page of an export reports. */
export interface PageContents {
  readonly speech: Speech;
  /** Language of the policy's own texts. */
  readonly policyLanguage: string;
  readonly law: Law;
  readonly generatedAt: string;
  readonly facts: ExportFacts;
  readonly identifiers: readonly HeldIdentifier[];
  readonly subject: Subject | undefined;
  readonly details: Details;
  /** Newest first. */
  readonly consents: readonly ListedConsent[];
  readonly requests: readonly ListedRequest[];
  readonly activity: readonly ListedActivity[];
  readonly files: readonly WrittenFile[];
  /** Other systems that were asked; none where the policy has none. */
  readonly systems: readonly ListedSystem[];
}

export interface ListedConsent {
  readonly at: string;
  readonly purpose: string;
  readonly state: Choice;
  /** The notice that was shown; `file` holds its text. */
  readonly notice?: { readonly title: string; readonly version: string; readonly file?: string };
}

export interface ListedRequest {
  readonly receivedAt: string;
  readonly kind: RequestKind;
  readonly status: RequestStatus;
}

export interface ListedActivity {
  readonly at: string;
  readonly kind: ActivityKind;
  /** Ids of the policy that it names. */
  readonly recipients?: readonly string[];
  readonly purposes?: readonly string[];
  readonly categories?: readonly string[];
  /** How often on the day, where more than once. */
  readonly times?: number;
}

/** A system with what the policy says of it; without that where the policy names it no more. */
export interface ListedSystem extends ExportedSystem {
  readonly title: string;
  /** Whose system it is, where it is not the controller's own, and the sub-processors of that. */
  readonly runBy?: Pick<RecipientFacts, 'name' | 'subProcessors'> | undefined;
  readonly cannot?: SystemSettings['cannot']['export'];
}
