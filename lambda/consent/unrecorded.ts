import { newEventId, newSubjectId } from '../value/ids.ts';
import type { Clock } from '../value/time.ts';
import type { JurisdictionId, Policy } from '../policy/schema.ts';
import type { ConsentEvent } from './model/event.ts';
import { prepare } from './prepare.ts';
import type { Preparation } from './prepare.ts';

/**
 * What an erased person refuses or withdraws: nothing is collected of them, so there is nothing to
 * stop, and keeping it would mean to know them again (GDPR Art. 5(1)(c), 11, 17). They get the
 * receipt; its ids are random and lead nowhere.
 */
export const unrecorded = (
  { policy, clock }: { readonly policy: Policy; readonly clock: Clock },
  jurisdiction: JurisdictionId,
  { command, ruling }: Pick<Preparation, 'command' | 'ruling'>,
): ConsentEvent =>
  prepare(policy, {
    subjectId: newSubjectId(),
    eventId: newEventId(),
    version: 1,
    at: clock(),
    jurisdiction,
    command,
    ruling,
    recorder: { kind: 'subject' },
    isUnrecorded: true,
  }).event;
