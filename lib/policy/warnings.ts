import { jurisdictionWarnings, signalsElsewhere } from './jurisdiction-warnings.ts';
import { measureWarnings } from './measure-rules.ts';
import type { Finding } from './problem.ts';
import { jurisdictionsInUse } from './purpose-rules.ts';
import { recipientWarnings } from './recipient-warnings.ts';
import { systemWarnings } from './system-warnings.ts';
import type { Policy, PolicyDocument } from '../../lambda/policy/schema.ts';

/**
 * What may be meant but should be known. Nothing here stops a deploy, because some of it becomes
 * true by the passing of time alone.
 *
 * @param today civil date, as `2026-11-24`
 */
export function policyWarnings(
  document: PolicyDocument,
  { law, elsewhere }: Pick<Policy, 'law' | 'elsewhere'>,
  today: string,
): Finding[] {
  return [
    ...deniedPurposes(document),
    ...jurisdictionWarnings(document, law, today),
    ...signalsElsewhere(elsewhere),
    ...unsummarised(document),
    ...untoldPurposes(document),
    ...idleDeclarations(document),
    ...recipientWarnings(document, law, today),
    ...systemWarnings(document),
    ...measureWarnings(document),
    ...noticeDates(document, today),
    ...holidayYears(document, today),
    ...callersWithoutIssuer(document),
  ];
}

function deniedPurposes(document: PolicyDocument): Finding[] {
  return Object.entries(document.purposes).flatMap(([id, { legalBasis }]) =>
    jurisdictionsInUse(document)
      .filter((jurisdiction) => legalBasis[jurisdiction] === undefined)
      .map((jurisdiction) => ({
        path: ['purposes', id, 'legalBasis'],
        at: 'key' as const,
        message: `The purpose is denied to everybody under ${jurisdiction}.`,
        remedy: `Add a basis for ${jurisdiction} if that is not meant.`,
      })),
  );
}

/** GDPR Art. 13(1)(c): people are informed of every purpose. */
function untoldPurposes({ notices, purposes }: PolicyDocument): Finding[] {
  const inNotices = new Set(Object.values(notices).flatMap((notice) => notice.purposes));
  return Object.keys(purposes)
    .filter((id) => !inNotices.has(id))
    .map((id) => ({
      path: ['purposes', id],
      at: 'key',
      message: 'No notice informs people of this purpose (GDPR Art. 13(1)(c)).',
      remedy: 'Name it under the purposes of a notice, and describe it in the text.',
    }));
}

/** GDPR Art. 12(1): a summary in plain language, in each language in which the notice is. */
const unsummarised = ({ notices }: PolicyDocument): Finding[] =>
  Object.entries(notices).flatMap(([id, { locales, summary }]) =>
    locales
      .filter((locale) => !Object.hasOwn(summary, locale))
      .map((locale) => ({
        path: ['notices', id, 'locales', locales.indexOf(locale)],
        message: `The notice has no summary in \`${locale}\` (GDPR Art. 12(1)).`,
        remedy: `Add \`${locale}\` under \`summary\`: a few plain sentences.`,
      })),
  );

function idleDeclarations({ categories, purposes, recipients }: PolicyDocument): Finding[] {
  const all = Object.values(purposes);
  const idle = (section: string, ids: readonly string[], used: ReadonlySet<string>): Finding[] =>
    ids
      .filter((id) => !used.has(id))
      .map((id) => ({
        path: [section, id],
        at: 'key',
        message: 'No purpose names it, so it is never used.',
        remedy: 'Name it in a purpose, or remove it.',
      }));
  return [
    ...idle('categories', Object.keys(categories), new Set(all.flatMap((each) => each.categories))),
    ...idle('recipients', Object.keys(recipients), new Set(all.flatMap((each) => each.recipients))),
  ];
}

function noticeDates({ notices }: PolicyDocument, today: string): Finding[] {
  return Object.entries(notices)
    .filter(([, { effectiveFrom }]) => effectiveFrom > today)
    .map(([id, { effectiveFrom }]) => ({
      path: ['notices', id, 'effectiveFrom'],
      message: `The notice is published now but only applies from ${effectiveFrom}.`,
      remedy: 'Deploy it on that day, or move the date.',
    }));
}

/** Without a calendar the last day of a period only moves past weekends, which is too early, never too late. */
function holidayYears({ controller }: PolicyDocument, today: string): Finding[] {
  const year = Number(today.slice(0, 4));
  return [year, year + 1]
    .filter((each) => !controller.holidays.some((day) => day.startsWith(`${each}-`)))
    .map((each) => ({
      path: ['controller', 'holidays'],
      message: `No public holiday of ${each} is listed, so due dates only move past weekends.`,
      remedy: `Add the holidays of ${each} at the place of the establishment.`,
    }));
}

function callersWithoutIssuer({ issuers }: PolicyDocument): Finding[] {
  return (['subject', 'service', 'staff'] as const)
    .filter((kind) => !issuers.some(({ caller }) => caller === kind))
    .map((kind) => ({
      path: ['issuers'],
      message: `No issuer signs in a ${kind}, so there are no such callers.`,
      remedy: `Add an issuer with \`caller: ${kind}\`.`,
    }));
}
