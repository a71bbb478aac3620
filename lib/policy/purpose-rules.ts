import { basesOf } from '../../lambda/policy/basis-vocabulary.ts';
import type { JurisdictionId } from '../../lambda/policy/fields.ts';
import type { LegalBasis } from '../../lambda/policy/vocabulary.ts';
import type { Law } from '../../lambda/policy/law.ts';
import type { Finding, Path } from './problem.ts';
import type { PolicyDocument } from '../../lambda/policy/schema.ts';
import { suggest } from './suggest.ts';

type Purpose = PolicyDocument['purposes'][string];

export const jurisdictionsInUse = ({
  jurisdictions,
}: PolicyDocument): readonly JurisdictionId[] => [
  ...new Set([jurisdictions.default, ...Object.values(jurisdictions.residences)]),
];

/** References of one list to declared ids: each exists, none is there twice. */
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

export const repeatedFindings = (path: Path, values: readonly string[]): Finding[] =>
  values.flatMap((value, index) =>
    values.indexOf(value) < index
      ? [
          {
            path: [...path, index],
            message: `\`${value}\` stands here twice.`,
            remedy: 'Remove one of the two.',
          },
        ]
      : [],
  );

/** Rules of purposes that the shape of single fields cannot say. */
export function purposeFindings(document: PolicyDocument): Finding[] {
  return Object.entries(document.purposes).flatMap(([id, purpose]) => {
    const path = ['purposes', id];
    return [
      ...reservedFindings(path, id, 'receipts'),
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
      ...obligationFindings(path, purpose, document),
      ...consentValidityFindings(path, purpose),
    ];
  });
}

/** An id that the API uses itself at the same place: `GET /v1/me/consents/receipts`. */
export const reservedFindings = (path: Path, id: string, reserved: string): Finding[] =>
  id === reserved
    ? [
        {
          path,
          at: 'key',
          message: `\`${reserved}\` is a word of the API itself.`,
          remedy: 'Choose another id.',
        },
      ]
    : [];

/** A purpose whose data no one else may get gives it to processors only (GDPR Art. 28). */
function obligationFindings(path: Path, purpose: Purpose, document: PolicyDocument): Finding[] {
  const { obligations, recipients } = purpose;
  const repeated = repeatedFindings([...path, 'obligations'], obligations);
  if (!obligations.includes('do-not-disclose')) return repeated;
  return [
    ...repeated,
    ...recipients.flatMap((id, index): Finding[] => {
      const recipient = Object.hasOwn(document.recipients, id)
        ? document.recipients[id]
        : undefined;
      if (recipient === undefined || recipient.role === 'processor') return [];
      return [
        {
          path: [...path, 'recipients', index],
          message: `\`${id}\` is a ${recipient.role}, but the purpose obliges to \`do-not-disclose\`.`,
          remedy: 'Remove the recipient, or the obligation.',
        },
      ];
    }),
  ];
}

/** GDPR Art. 17(3) keeps data only where the law that asks for it is also the basis. */
export const withholdFindings = ({ purposes }: PolicyDocument, law: Law): Finding[] =>
  Object.entries(purposes).flatMap(([id, { withhold, legalBasis }]) => {
    if (withhold === undefined) return [];
    const path = ['purposes', id, 'withhold', 'ground'];
    return Object.entries(law).flatMap(([jurisdiction, { erasureExemption }]) => {
      const basis = legalBasis[jurisdiction]?.basis;
      return erasureExemption === undefined || basis === undefined
        ? []
        : groundMismatches(path, withhold, basis);
    });
  });

function groundMismatches(
  path: Path,
  { ground }: NonNullable<Purpose['withhold']>,
  basis: LegalBasis,
): Finding[] {
  const needed = {
    'legal-obligation': 'legal-obligation',
    'public-interest-task': 'public-task',
  } as const;
  if (ground === 'legal-claims') {
    if (basis !== 'consent') return [];
    return [
      {
        path,
        message: 'Data that rests on consent cannot be kept for legal claims after erasure.',
        remedy: 'Remove `withhold`, or keep the data for a purpose with a basis of its own.',
      },
    ];
  }
  if (basis === needed[ground]) return [];
  return [
    {
      path,
      message: `The ground does not fit the basis \`${basis}\` (GDPR Art. 17(3)(b)).`,
      remedy: `Set the basis to \`${needed[ground]}\`, or choose the ground that applies.`,
    },
  ];
}

function consentValidityFindings(path: Path, purpose: Purpose): Finding[] {
  const restsOnConsent = basesOf(purpose).some(
    ([, { basis, previous }]) => basis === 'consent' || previous?.basis === 'consent',
  );
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
