import type { ActivityCodes, ActivityKind } from '../../../lambda/ledger/model/activity-kinds.ts';
import type { Format } from '../../app/format.ts';
import type { PolicyTexts } from '../../app/settings.ts';
import type { Words } from '../../languages/en/centre.ts';

export type Group = Exclude<keyof Words['activity']['groups'], 'all'>;

/** Where a person looks for it. */
export const groupOf: Readonly<Record<ActivityKind, Group>> = {
  'consent-recorded': 'choices',
  'settings-changed': 'choices',
  'signal-honoured': 'choices',
  'records-stored': 'data',
  'record-corrected': 'data',
  'record-deleted': 'data',
  'retention-deletion': 'data',
  'use-permitted': 'uses',
  'text-restored': 'uses',
  'decision-denied': 'uses',
  'staff-access': 'staff',
  disclosure: 'others',
  'recipient-notified': 'others',
  'request-made': 'requests',
  'request-closed': 'requests',
  'identity-linked': 'account',
  'identity-removed': 'account',
  'source-informed': 'account',
  'incident-notice': 'account',
};

interface Telling {
  readonly words: Words;
  readonly texts: PolicyTexts;
  readonly format: Format;
}

type Sentences = {
  readonly [Kind in ActivityKind]: (codes: ActivityCodes[Kind], names: Names) => string;
};

/** What happened, in one sentence. */
export const sentenceOf = <Kind extends ActivityKind>(
  kind: Kind,
  // The contract lists the fields of each kind, without saying which kind has which.
  codes: object,
  telling: Telling,
): string =>
  // A kind that a newer API knows is shown by its code.
  Object.hasOwn(sentences, kind)
    ? sentences[kind](codes as ActivityCodes[Kind], namesOf(telling))
    : kind;

type Names = ReturnType<typeof namesOf>;

function namesOf({ words, texts, format }: Telling) {
  const purpose = (id: string): string => texts.purposes[id]?.title ?? id;
  const category = (id: string): string => texts.categories[id]?.title ?? id;
  const counted = (counts: Readonly<Record<string, number>>, name: (id: string) => string) =>
    format.list(
      Object.entries(counts).map(([id, count]) =>
        words.activity.numberOf(format.number(count), name(id)),
      ),
    );
  return {
    ...{ words: words.activity, lists: words.requestLists, purpose, category, counted },
    recipient: (id: string): string => texts.recipients[id]?.name ?? id,
    list: format.list,
  };
}

const sentences: Sentences = {
  'consent-recorded': ({ purpose, state }, names) =>
    names.words.consent[state](names.purpose(purpose)),
  'records-stored': ({ counts }, { words, counted, category }) =>
    words.stored(counted(counts, category)),
  'use-permitted': ({ counts }, { words, counted, purpose }) =>
    words.used(counted(counts, purpose)),
  'text-restored': ({ counts }, { words, counted, purpose }) =>
    words.restored(counted(counts, purpose)),
  'decision-denied': ({ purpose, recipient, reason }, names) => {
    const { words } = names;
    const what =
      recipient === undefined
        ? words.denied(names.purpose(purpose))
        : words.deniedTo(names.recipient(recipient), names.purpose(purpose));
    return words.because(what, labelIn(words.reasons, reason));
  },
  'staff-access': ({ shown, requestId }, { words }) =>
    shown === undefined
      ? requestId === undefined
        ? words.staff
        : words.staffRequest
      : words.staffShown[shown],
  disclosure: ({ recipient, purpose, categories }, names) =>
    names.words.disclosure(
      names.recipient(recipient),
      names.purpose(purpose),
      names.list(categories.map(names.category)),
    ),
  'recipient-notified': ({ recipient }, { words, recipient: name }) =>
    words.notified(name(recipient)),
  'request-made': ({ kind }, { words, lists }) => words.requestMade(labelIn(lists.kinds, kind)),
  'request-closed': ({ kind, status }, { words, lists }) =>
    words.requestClosed(labelIn(lists.kinds, kind), labelIn(lists.statuses, status)),
  'record-corrected': ({ category }, names) => names.words.corrected(names.category(category)),
  'record-deleted': ({ category }, names) => names.words.deleted(names.category(category)),
  'retention-deletion': ({ counts }, { words, counted, category }) =>
    words.retention(counted(counts, category)),
  'settings-changed': ({ settings }, { words, list }) =>
    words.settings(list(settings.map((name) => labelIn(words.settingNames, name)))),
  'signal-honoured': ({ purposes }, { words, list, purpose }) =>
    words.signal(list(purposes.map(purpose))),
  'identity-linked': ({ type }, { words }) => words.linked(labelIn(words.identityTypes, type)),
  'identity-removed': ({ type }, { words }) => words.removed(labelIn(words.identityTypes, type)),
  'source-informed': ({ recipient }, { words, recipient: name }) => words.informed(name(recipient)),
  'incident-notice': (_, { words }) => words.incident,
};

/** A code that another version knows is shown as it is. */
const labelIn = (labels: Readonly<Record<string, string>>, code: string): string =>
  Object.hasOwn(labels, code) ? (labels[code] ?? code) : code;
