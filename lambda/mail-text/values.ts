import { remediesFor } from '../policy/applied.ts';
import { languageIn } from '../policy/locale.ts';
import type { MailTemplate } from '../policy/mail-texts.ts';
import type { Policy } from '../policy/schema.ts';
import { endsAppealable } from '../request/model/appeal.ts';
import { isWorded, meaningOf } from '../request/model/answer.ts';
import { isChoice, isExported } from '../request/model/kinds.ts';
import { unchangedText } from '../request/model/unchanged.ts';
import { refusalReasonsOf } from '../request-view/refusal-reasons.ts';
import { applyingTo } from '../request/row-facts.ts';
import type { RequestRow } from '../request/row.ts';
import { milliseconds, parseRfc3339 } from '../value/time.ts';
import type { MailValues } from './render.ts';
import { mailWords } from './words.ts';
import type { MailWords } from './words-en.ts';

export interface Occasion {
  readonly policy: Policy;
  readonly row: RequestRow;
  /** Of the text. */
  readonly locale: string;
  readonly followUpToken: string;
}

/** What the placeholders of a mail say. Nothing of it is from a text that a person or staff wrote. */
export function valuesFor(template: MailTemplate, occasion: Occasion): MailValues {
  const { policy, row, locale } = occasion;
  const words = mailWords(languageIn(locale));
  const day = (time: string) => dayIn(policy, locale, time);
  return {
    ...alwaysSaid(occasion),
    dueOn: day(row.dueAt),
    ...its[template](row, words, day),
    ...remedies(template, occasion),
  };
}

/** Who writes, about which request, and how to follow it. */
function alwaysSaid({
  policy,
  row,
  locale,
  followUpToken,
}: Omit<Occasion, 'row'> & {
  readonly row: Pick<RequestRow, 'requestId' | 'kind' | 'receivedAt'>;
}): MailValues {
  const { name, address, contact } = policy.controller;
  const { followUpUrl } = policy.mail;
  return {
    ...{ controller: name, address, contact, reference: row.requestId },
    kind: mailWords(languageIn(locale)).kind[row.kind],
    receivedOn: dayIn(policy, locale, row.receivedAt),
    link: followUpUrl?.replace('{token}', () => followUpToken),
    token: followUpUrl === undefined ? followUpToken : undefined,
  };
}

/** The same of a request that waits for its code. */
export const codeValues = (
  policy: Policy,
  row: Pick<RequestRow, 'requestId' | 'kind' | 'receivedAt' | 'agent'>,
  said: Pick<Occasion, 'locale' | 'followUpToken'> & { readonly code: string },
): MailValues => ({
  ...alwaysSaid({ policy, row, ...said }),
  code: said.code,
  agent: row.agent && mailWords(languageIn(said.locale)).agent,
});

type Its = (row: RequestRow, words: MailWords, day: (time: string) => string) => MailValues;

const its: Readonly<Record<MailTemplate, Its>> = {
  code: () => ({}),
  receipt: () => ({}),
  'need-more': (row, words) => ({ needed: neededOf(row, words) }),
  resumed: () => ({}),
  extension: ({ extension }, words) => ({
    reason: extension && words.delay[extension.ground],
  }),
  outcome: (row, words) => ({ result: resultOf(row, words), grounds: groundsOf(row, words) }),
  'download-ready': ({ export: made }, _, day) => ({
    until:
      made?.expiresAt === undefined
        ? undefined
        : day(new Date(made.expiresAt * 1_000).toISOString()),
  }),
  refusal: (row, words) => ({ grounds: groundsOf(row, words) }),
  answer: (row, words) => ({ result: answerIn(row, words) }),
  'restriction-lifting': ({ restriction }, _, day) => ({
    liftsOn: restriction?.liftsAt && day(restriction.liftsAt),
  }),
  'restriction-continues': () => ({}),
  finality: () => ({}),
};

function neededOf({ pauses = [] }: RequestRow, words: MailWords): string {
  switch (pauses.at(-1)?.ground) {
    case 'clarification-needed':
      return words.clarification;
    case 'fee-paid':
      return words.delay['fee-paid'];
    default:
      return words.identity;
  }
}

/** The outcome in a sentence. The reasons are words of staff, so they are read in the request. */
const answerIn = ({ kind, answer }: RequestRow, { answered, lang }: MailWords): string =>
  answer === undefined || !isWorded(kind)
    ? answered
    : `${meaningOf(kind, answer.outcome, lang)} ${answered}`;

function resultOf(row: RequestRow, words: MailWords): string {
  const { completed, overtaken, partly, notEverywhere, lang } = words;
  if (row.status === 'cancelled') return overtaken;
  if (row.status === 'partially-completed') {
    return groundsOf(row, words).length === 0 ? notEverywhere : partly;
  }
  // That a request has changed nothing is no outcome of its kind: the person learns why.
  if (row.unchanged !== undefined) return unchangedText(row.unchanged.reason, lang);
  if (row.kind === 'erasure') return completed.erased;
  if (isExported(row.kind)) return completed.exported;
  if (row.kind === 'restriction') return completed.restricted;
  return isChoice(row.kind) ? completed.stopped : completed.other;
}

/** The reasons that the request shows; one that an erasure has ended was not refused. */
const groundsOf = (row: RequestRow, words: MailWords): readonly string[] =>
  row.status === 'cancelled'
    ? []
    : [...new Set(refusalReasonsOf(row).map((ground) => inWords(ground, words)))];

/** Grounds of what an erasure withheld are codes of the policy and of holds as well. */
const inWords = (ground: string, { ground: known, otherGround }: MailWords): string =>
  Object.entries(known).find(([code]) => code === ground)?.[1] ?? otherGround;

/** GDPR Art. 12(4): where something is refused, and what can be done about it. */
function remedies(template: MailTemplate, { policy, row, locale }: Occasion): MailValues {
  const isRefused =
    row.status === 'denied' || row.status === 'partially-completed' || template === 'answer';
  if (!isRefused) return {};
  const { byDefault: defaults = [] } = row;
  const each = applyingTo(row).map((law) => remediesFor(policy, law, { defaults, locale }));
  return {
    authority: [...new Set(each.map(({ authority }) => authority))],
    court: [...new Set(each.map(({ court }) => court))],
    appeal: endsAppealable(row) ? [...new Set(each.flatMap(({ appeal }) => appeal ?? []))] : [],
  };
}

/** A day as people write it, where the controller is. */
function dayIn({ controller }: Policy, locale: string, time: string): string {
  const at = new Date(parseRfc3339(time) ?? milliseconds(0));
  const options = { dateStyle: 'long', timeZone: controller.timeZone } as const;
  const [known = 'en'] = Intl.DateTimeFormat.supportedLocalesOf(usual(locale));
  return new Intl.DateTimeFormat(known, options).format(at);
}

/** `Intl` refuses private tags, and the irregular old ones. */
function usual(locale: string): string {
  try {
    return new Intl.Locale(locale).toString();
  } catch {
    return 'en';
  }
}
