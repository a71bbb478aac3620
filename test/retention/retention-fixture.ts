import type { StoredState } from '../../lambda/consent/model/event.ts';
import type { EventId } from '../../lambda/value/ids.ts';
import type { EpochMilliseconds, EpochSeconds } from '../../lambda/value/time.ts';
import { milliseconds, seconds } from '../../lambda/value/time.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import type {
  RetentionFactsOfPerson,
  StoredRow,
} from '../../lambda/retention/model/retention-end.ts';
import { untouched } from '../../lambda/subject/model/subject.ts';
import { examplePolicy } from '../support/example-policy.ts';

export const shipped = examplePolicy;

export const at = (text: string): EpochMilliseconds => milliseconds(Date.parse(text));
export const inSeconds = (text: string): EpochSeconds => seconds(Date.parse(text) / 1000);

type Purpose = Policy['purposes'][string];

/** The shipped policy with other facts of some purposes. */
export const policyWith = (purposes: Record<string, Partial<Purpose>>): Policy => ({
  ...shipped,
  purposes: {
    ...shipped.purposes,
    ...Object.fromEntries(
      Object.entries(purposes).map(([id, changes]) => [
        id,
        { ...shipped.purposes['support']!, ...shipped.purposes[id], ...changes },
      ]),
    ),
  },
});

/** What someone said about a purpose; a consent rests on the notice that is in force. */
export const said = (
  state: StoredState['state'],
  purpose = 'improvement',
  validUntil?: EpochMilliseconds,
): StoredState => ({
  ...{ purpose, state, version: 1, givenBy: 'subject' },
  eventId: '0193f1c0-6b20-7a11-8c3d-4e5f60718293' as EventId,
  at: at('2026-11-24T09:00:00Z'),
  notice: { id: 'improvement', version: shipped.published['improvement']!.version },
  ...(validUntil !== undefined && { validUntil }),
});

/** An adult in Germany who has said and set nothing. */
export const person = ({
  states = [],
  ...changes
}: Partial<Omit<RetentionFactsOfPerson, 'states'>> & {
  readonly states?: readonly StoredState[];
} = {}): RetentionFactsOfPerson => ({
  policy: shipped,
  now: at('2026-11-24T10:00:00Z'),
  jurisdictions: ['gdpr'],
  ageBand: 'adult',
  settings: untouched,
  restrictedPurposes: [],
  heldCategories: [],
  states: new Map(states.map((state) => [state.purpose, state])),
  ...changes,
});

export const row = (changes: Partial<StoredRow> = {}): StoredRow => ({
  category: 'prompt-text',
  purposes: ['service-provision'],
  collectedAt: at('2026-11-24T10:00:00Z'),
  ...changes,
});
