import {
  asksConsentForSpecial,
  basesOf,
  basesUnder,
} from '../../lambda/policy/basis-vocabulary.ts';
import type { Stated } from '../../lambda/policy/basis-vocabulary.ts';
import type { JurisdictionId } from '../../lambda/policy/fields.ts';
import { laterBasisFindings } from './later-basis-rules.ts';
import type { JurisdictionLaw, Law } from '../../lambda/policy/law.ts';
import type { Finding, Path } from './problem.ts';
import type { PolicyDocument } from '../../lambda/policy/schema.ts';

type Purpose = PolicyDocument['purposes'][string];

/** Rules of legal bases, which need the facts of the law that they are written for. */
export function basisFindings(document: PolicyDocument, law: Law): Finding[] {
  return Object.entries(document.purposes).flatMap(([id, purpose]) => {
    const path = ['purposes', id, 'legalBasis'];
    return [
      ...missingFindings(path, purpose, document, law),
      ...basesOf(purpose).flatMap(([jurisdiction, { previous, ...declared }]) => {
        const facts = law[jurisdiction];
        if (facts === undefined) return [];
        const at = [...path, jurisdiction];
        const special = specialCategory(purpose, document);
        const check = (where: Path, stated: Stated) =>
          statedFindings(where, stated, { jurisdiction, facts, special });
        return [
          ...check(at, declared),
          ...(previous ? check([...at, 'previous'], previous) : []),
          ...laterBasisFindings(at, id, { previous, ...declared }, document),
        ];
      }),
    ];
  });
}

function missingFindings(
  path: Path,
  { legalBasis }: Purpose,
  { jurisdictions }: PolicyDocument,
  law: Law,
): Finding[] {
  const standard = jurisdictions.default;
  const facts = law[standard];
  if (legalBasis[standard] !== undefined || facts === undefined) return [];
  return [
    {
      path,
      at: 'key',
      message: `The purpose has no legal basis under ${standard}, the default jurisdiction.`,
      remedy: `Add ${standard}: {basis: ...} with one of ${basesUnder(facts).join(', ')}.`,
    },
  ];
}

interface Ground {
  readonly jurisdiction: JurisdictionId;
  readonly facts: JurisdictionLaw;
  readonly special: string | undefined;
}

function statedFindings(path: Path, stated: Stated, ground: Ground): Finding[] {
  const { jurisdiction, facts } = ground;
  const bases = basesUnder(facts);
  const findings: Finding[] = bases.includes(stated.basis)
    ? []
    : [
        {
          path: [...path, 'basis'],
          message: `\`${stated.basis}\` is not a basis under ${jurisdiction}.`,
          remedy: `Use one of ${bases.join(', ')}.`,
        },
      ];
  return [
    ...findings,
    ...optOutFindings(path, stated, ground),
    ...(facts.specialCategories !== undefined
      ? conditionFindings(path, stated, ground)
      : sensitiveFindings(path, stated, ground)),
  ];
}

function optOutFindings(
  path: Path,
  { basis, optOut }: Stated,
  { jurisdiction, facts }: Ground,
): Finding[] {
  if (optOut === undefined) return [];
  if (basis !== 'opt-out') {
    return [
      {
        path: [...path, 'optOut'],
        message: `The basis is \`${basis}\`, which no opt-out stops.`,
        remedy: 'Remove `optOut`, or set `basis: opt-out`.',
      },
    ];
  }
  if (facts.rights[optOut] !== undefined) return [];
  return [
    {
      path: [...path, 'optOut'],
      message: `${jurisdiction} gives no right \`${optOut}\`, so it could not be asked for.`,
      remedy: 'Name an opt-out that the law gives, or remove `optOut`.',
    },
  ];
}

/** GDPR Art. 9, UK GDPR Art. 9: special categories need a basis and a condition of Art. 9(2). */
function conditionFindings(
  path: Path,
  { basis, condition }: Stated,
  { special }: Ground,
): Finding[] {
  if (special !== undefined && condition === undefined) {
    return [
      {
        path,
        at: 'key',
        message: `\`${special}\` is a special category: a basis alone is not enough (GDPR Art. 9).`,
        remedy: 'Add `condition` with the case of Art. 9(2) that applies, or drop the category.',
      },
    ];
  }
  if (special === undefined && condition !== undefined) {
    return [
      {
        path: [...path, 'condition'],
        message: 'No category of this purpose is special, so the condition has nothing to allow.',
        remedy: 'Remove `condition`, or mark the category `special`.',
      },
    ];
  }
  if (condition !== 'explicit-consent' || basis === 'consent') return [];
  return [
    {
      path: [...path, 'condition'],
      message: 'Explicit consent is only asked for where the basis is consent.',
      remedy: 'Set `basis: consent`, or name another condition of Art. 9(2).',
    },
  ];
}

/** Laws that let special categories be used with consent only, or not at all without it. */
function sensitiveFindings(
  path: Path,
  { basis, condition }: Stated,
  { jurisdiction, facts, special }: Ground,
): Finding[] {
  const findings: Finding[] = [];
  if (condition !== undefined) {
    findings.push({
      path: [...path, 'condition'],
      message: `Conditions of GDPR Art. 9(2) mean nothing under ${jurisdiction}.`,
      remedy: 'Remove `condition` here.',
    });
  }
  const lawful = basis === 'consent' || basis === 'legal-obligation';
  if (special !== undefined && asksConsentForSpecial(facts) && !lawful) {
    const reference = facts.consent.sensitive?.reference;
    findings.push({
      path: [...path, 'basis'],
      message: `\`${special}\` is a special category: ${jurisdiction} asks for consent (${reference}).`,
      remedy: 'Set `basis: consent`, or drop the category.',
    });
  }
  return findings;
}

const specialCategory = ({ categories: used }: Purpose, { categories }: PolicyDocument) =>
  used.find((id) => Object.hasOwn(categories, id) && categories[id]?.sensitivity === 'special');
