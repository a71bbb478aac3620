import type { EventId, SubjectId } from '../../value/ids.ts';
import type { EpochMilliseconds, EpochSeconds } from '../../value/time.ts';
import type { JurisdictionId } from '../../policy/schema.ts';
import type { LegalBasis } from '../../policy/vocabulary.ts';
import type { Identifier } from '../../subject/model/subject.ts';
import type {
  Agent,
  Choice,
  ConsentFrom,
  Default,
  Effect,
  Giver,
  NoticeReference,
  RecorderKind,
} from './choice.ts';

/** The newest choice about one purpose, as its state row holds it. */
export interface StoredState {
  readonly purpose: string;
  readonly state: Choice;
  /** Number of the event, counted per person and purpose from 1. */
  readonly version: number;
  readonly eventId: EventId;
  readonly at: EpochMilliseconds;
  readonly givenBy: Giver;
  /** Whose consent was needed when it was given. */
  readonly needed?: ConsentFrom;
  /**
   * Of a given one: until when there was none, and whether the person had said no. What was stored by
   * then is judged by that, too: a consent is for what comes after it.
   */
  readonly lapsed?: { readonly until: EpochMilliseconds; readonly saidNo: boolean };
  /** Laws under which the purpose rested on consent when one was given, now or before. */
  readonly onConsentIn?: readonly JurisdictionId[];
  /** Of a given one: the person had said no before, whenever that was. */
  readonly afterNo?: true;
  /** By an express statement (GDPR Art. 9(2)(a)). */
  readonly explicit?: true;
  /** Given although the browser signals an opt-out (11 CCR 7025(c)(3)). */
  readonly despiteSignal?: true;
  /** Refused by a signal of the browser, and by nothing else that the person did. */
  readonly bySignal?: true;
  /** Taken over from another system. */
  readonly imported?: true;
  /** What speaks for it cannot be shown: no notice in force then, no mandate, no one responsible. */
  readonly unproven?: true;
  /** A second member of staff has to import it as well, and not the one of this hash. */
  readonly pendingBy?: string;
  /** Who wrote it down. */
  readonly recordedBy?: RecorderKind;
  readonly notice?: NoticeReference;
  /** End of a given consent. */
  readonly validUntil?: EpochMilliseconds;
}

/** What is kept under the class `consent-evidence`. */
export interface ConsentEvidence {
  readonly locale?: string;
  readonly method?: string;
  readonly givenBy: Giver;
  /** Who consented for a child: the one on record then. */
  readonly responsiblePerson?: Identifier;
  readonly agent?: Agent;
  readonly needed?: ConsentFrom;
  readonly explicit?: true;
  readonly recordedBy: RecorderKind;
  /** The consent that a signal of the browser ended (11 CCR 7025(c)(3)-(4)). */
  readonly ended?: { readonly eventId: EventId; readonly at: EpochMilliseconds };
  /** Which system the choice was taken over from, and when. */
  readonly imported?: { readonly source: string; readonly at: EpochMilliseconds };
  /** As it was answered, so that a replay returns the same. */
  readonly effect: Effect;
  /** Why the use is denied all the same. */
  readonly deniedBecause?: readonly string[];
  readonly default: Default;
  readonly notice?: NoticeReference & { readonly sha256?: string };
  /** Payload of the receipt, so that the same receipt can be signed again. */
  readonly receipt: Readonly<Record<string, unknown>>;
}

/** One choice; never changed once written. */
export interface ConsentEvent {
  readonly subjectId: SubjectId;
  readonly eventId: EventId;
  readonly purpose: string;
  readonly version: number;
  readonly state: Choice;
  readonly at: EpochMilliseconds;
  readonly policyVersion: string;
  readonly jurisdiction: JurisdictionId;
  readonly basis?: LegalBasis;
  /** End of a given consent. */
  readonly validUntil?: EpochMilliseconds;
  readonly expiresAt: EpochSeconds;
  /** Absent once its key is destroyed. */
  readonly evidence?: ConsentEvidence;
}
