import { ccpaBases, gdprBases } from './fields.ts';
import type { JurisdictionId, LegalBasis } from './fields.ts';
import type { Finding, Path } from './problem.ts';
import type { PolicyDocument } from './schema.ts';
import { suggest } from './suggest.ts';

type Purpose = PolicyDocument['purposes'][string];

export const jurisdictionsInUse = ({
  jurisdictions,
}: PolicyDocument): readonly JurisdictionId[] => [
  ...new Set([jurisdictions.default, ...Object.values(jurisdictions.residences)]),
];

/** References of one list to declared ids: each exists, none stands twice. */
export function referenceFindings(
  path: Path,
  what: string,
  written: readonly string[],
  declared: Readonly<Record<string, unknown>>,
): Finding[] {
  return written.flatMap((id, index): Finding[] => {
    const at = [...path, index];
    if (!Object.hasOwn(declared, id)) {
      const remedy = suggest(id, Object.keys(declared));
      return [{ path: at, message: `\`${id}\` is not a ${what} of this policy.`, remedy }];
    }
    if (written.indexOf(id) < index) {
      return [
        { path: at, message: `\`${id}\` stands here twice.`, remedy: 'Remove one of the two.' },
      ];
    }
    return [];
  });
}

/** Rules of purposes that the shape of single fields cannot say. */
export function purposeFindings(document: PolicyDocument): Finding[] {
  return Object.entries(document.purposes).flatMap(([id, purpose]) => {
    const path = ['purposes', id];
    return [
      ...referenceFindings(
        [...path, 'categories'],
        'category',
        purpose.categories,
        document.categories,
      ),
      ...referenceFindings(
        [...path, 'recipients'],
        'recipient',
        purpose.recipients,
        document.recipients,
      ),
      ...basisFindings(path, purpose, document),
      ...withholdFindings(path, purpose),
      ...consentValidityFindings(path, purpose),
    ];
  });
}

function basisFindings(path: Path, purpose: Purpose, document: PolicyDocument): Finding[] {
  const findings: Finding[] = [];
  const inDefault = document.jurisdictions.default;
  if (purpose.legalBasis[inDefault] === undefined) {
    findings.push({
      path: [...path, 'legalBasis'],
      at: 'key',
      message: `The purpose has no legal basis under ${inDefault}, the default jurisdiction.`,
      remedy: `Add ${inDefault}: {basis: ...} with one of ${basesOf(inDefault).join(', ')}.`,
    });
  }
  for (const [jurisdiction, { basis }] of entries(purpose.legalBasis)) {
    const bases = basesOf(jurisdiction);
    if (!bases.includes(basis)) {
      findings.push({
        path: [...path, 'legalBasis', jurisdiction, 'basis'],
        message: `\`${basis}\` is not a basis under ${jurisdiction}.`,
        remedy: `Use one of ${bases.join(', ')}.`,
      });
    }
  }
  return [...findings, ...conditionFindings(path, purpose, document)];
}

/** GDPR Art. 9: special categories need a basis of Art. 6 and a condition of Art. 9(2). */
function conditionFindings(path: Path, purpose: Purpose, document: PolicyDocument): Finding[] {
  const findings: Finding[] = [];
  const { gdpr, ccpa } = purpose.legalBasis;
  const special = purpose.categories.find(
    (id) =>
      Object.hasOwn(document.categories, id) && document.categories[id]?.sensitivity === 'special',
  );
  if (gdpr !== undefined && special !== undefined && gdpr.condition === undefined) {
    findings.push({
      path: [...path, 'legalBasis', 'gdpr'],
      at: 'key',
      message: `\`${special}\` is a special category: a basis alone is not enough (GDPR Art. 9).`,
      remedy: 'Add `condition` with the case of Art. 9(2) that applies, or drop the category.',
    });
  }
  if (gdpr?.condition !== undefined && special === undefined) {
    findings.push({
      path: [...path, 'legalBasis', 'gdpr', 'condition'],
      message: 'No category of this purpose is special, so the condition has nothing to allow.',
      remedy: 'Remove `condition`, or mark the category `special`.',
    });
  }
  if (gdpr?.condition === 'explicit-consent' && gdpr.basis !== 'consent') {
    findings.push({
      path: [...path, 'legalBasis', 'gdpr', 'condition'],
      message: 'Explicit consent is only asked for where the basis is consent.',
      remedy: 'Set `basis: consent`, or name another condition of Art. 9(2).',
    });
  }
  if (ccpa?.condition !== undefined) {
    findings.push({
      path: [...path, 'legalBasis', 'ccpa', 'condition'],
      message: 'Conditions of GDPR Art. 9(2) mean nothing under ccpa.',
      remedy: 'Remove `condition` here.',
    });
  }
  return findings;
}

/** GDPR Art. 17(3) keeps data only where the law that asks for it is also the basis. */
function withholdFindings(path: Path, { withhold, legalBasis }: Purpose): Finding[] {
  const basis = legalBasis.gdpr?.basis;
  if (withhold === undefined || basis === undefined) return [];
  const at = [...path, 'withhold', 'ground'];
  const needed = {
    'legal-obligation': 'legal-obligation',
    'public-interest-task': 'public-task',
  } as const;
  if (withhold.ground === 'legal-claims') {
    if (basis !== 'consent') return [];
    return [
      {
        path: at,
        message: 'Data that rests on consent cannot be kept for legal claims after erasure.',
        remedy: 'Remove `withhold`, or keep the data for a purpose with a basis of its own.',
      },
    ];
  }
  if (basis === needed[withhold.ground]) return [];
  return [
    {
      path: at,
      message: `The ground does not fit the basis \`${basis}\` (GDPR Art. 17(3)(b)).`,
      remedy: `Set the basis to \`${needed[withhold.ground]}\`, or choose the ground that applies.`,
    },
  ];
}

function consentValidityFindings(path: Path, purpose: Purpose): Finding[] {
  const restsOnConsent = Object.values(purpose.legalBasis).some(({ basis }) => basis === 'consent');
  if (purpose.consentValidity === undefined || restsOnConsent) return [];
  return [
    {
      path: [...path, 'consentValidity'],
      at: 'key',
      message: 'The purpose does not rest on consent, so there is nothing that runs out.',
      remedy: 'Remove `consentValidity`.',
    },
  ];
}

const basesOf = (jurisdiction: JurisdictionId): readonly LegalBasis[] =>
  jurisdiction === 'gdpr' ? gdprBases : ccpaBases;

const entries = (legalBasis: Purpose['legalBasis']) =>
  Object.entries(legalBasis) as [JurisdictionId, NonNullable<Purpose['legalBasis']['gdpr']>][];
