import { referenceFindings, repeatedFindings } from './purpose-rules.ts';
import type { Finding } from './problem.ts';
import type { PolicyDocument } from '../../lambda/policy/schema.ts';
import { suggest } from './suggest.ts';

/** Rules of notices: what a person is reported before deciding. */
export function noticeFindings(document: PolicyDocument): Finding[] {
  const listed = Object.entries(document.notices).flatMap(([id, notice]): Finding[] => [
    ...referenceFindings(
      ['notices', id, 'purposes'],
      'purpose',
      notice.purposes,
      document.purposes,
    ),
    ...repeatedFindings(['notices', id, 'locales'], notice.locales),
    ...repeatedFindings(['notices', id, 'compatibleWith'], notice.compatibleWith),
    ...materialFindings(id, notice),
    ...summaryFindings(id, notice),
  ]);
  return [...listed, ...primaryFindings(document)];
}

/** GDPR Art. 4(11): an informed consent stays good only for texts that say the same. */
function materialFindings(
  id: string,
  { material, compatibleWith }: PolicyDocument['notices'][string],
): Finding[] {
  const path = ['notices', id, 'material'];
  if (material && compatibleWith.length > 0) {
    return [
      {
        path,
        message: 'A material change leaves no consent on an earlier version good.',
        remedy: 'Set `material: false`, or empty `compatibleWith`.',
      },
    ];
  }
  if (!material && compatibleWith.length === 0) {
    return [
      {
        path,
        message: 'The change is not material, but no earlier version is named that it continues.',
        remedy: 'Name the versions under `compatibleWith`, or set `material: true`.',
      },
    ];
  }
  return [];
}

const summaryFindings = (
  id: string,
  { summary, locales }: PolicyDocument['notices'][string],
): Finding[] =>
  Object.keys(summary)
    .filter((locale) => !locales.includes(locale))
    .map((locale) => ({
      path: ['notices', id, 'summary', locale],
      at: 'key',
      message: `The notice has no text in \`${locale}\`, so this summary is never shown.`,
      remedy: `Add \`${locale}\` to the locales, with its text, or remove the summary.`,
    }));

// What people decide about: GDPR Art. 6(1)(a), Civ. Code 1798.120.
const decided: readonly (string | undefined)[] = ['consent', 'opt-out'];

function primaryFindings({ primaryNotice, notices, purposes }: PolicyDocument): Finding[] {
  const primary = Object.hasOwn(notices, primaryNotice) ? notices[primaryNotice] : undefined;
  if (primary === undefined) {
    return [
      {
        path: ['primaryNotice'],
        message: `\`${primaryNotice}\` is not a notice of this policy.`,
        remedy: suggest(primaryNotice, Object.keys(notices)),
      },
    ];
  }
  return Object.entries(purposes)
    .filter(([, { legalBasis }]) =>
      Object.values(legalBasis).some(
        ({ basis, previous }) => decided.includes(basis) || decided.includes(previous?.basis),
      ),
    )
    .filter(([id]) => !primary.purposes.includes(id))
    .map(([id]) => ({
      path: ['notices', primaryNotice, 'purposes'],
      at: 'key',
      message: `The primary notice does not cover \`${id}\`, which people decide about.`,
      remedy: `Add \`${id}\` here, and describe it in every text of the notice.`,
    }));
}
