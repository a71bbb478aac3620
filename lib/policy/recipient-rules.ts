import { isCountry } from '../../lambda/policy/places.ts';
import type { Law } from '../../lambda/policy/law.ts';
import type { PolicyDocument } from '../../lambda/policy/schema.ts';
import { eea, isTransferRestricted } from '../../lambda/policy/transfers.ts';
import type { Finding, Path } from './problem.ts';
import { referenceFindings, repeatedFindings } from './purpose-rules.ts';

type Recipient = PolicyDocument['recipients'][string];

/** Rules of recipients and their agreements that the shape of single fields cannot say. */
export const recipientFindings = (document: PolicyDocument): Finding[] =>
  Object.entries(document.recipients).flatMap(([id, recipient]) => {
    const path = ['recipients', id];
    return [
      ...countryFindings([...path, 'country'], recipient.country),
      ...recipient.agreement.subProcessors.flatMap(({ country }, index) =>
        countryFindings([...path, 'agreement', 'subProcessors', index, 'country'], country),
      ),
      ...dateFindings(path, recipient),
      ...agreementFindings([...path, 'agreement'], id, document),
      ...notifyFindings([...path, 'notify'], recipient),
    ];
  });

const countryFindings = (path: Path, country: string): Finding[] =>
  isCountry(country)
    ? []
    : [
        {
          path,
          message: `\`${country}\` is not a country of ISO 3166-1.`,
          remedy: 'Use the two-letter code of the country.',
        },
      ];

function dateFindings(path: Path, { agreement, transferAssessment }: Recipient): Finding[] {
  const findings: Finding[] = [];
  if (agreement.expiresOn !== undefined && agreement.expiresOn < agreement.signedOn) {
    findings.push({
      path: [...path, 'agreement', 'expiresOn'],
      message: 'The agreement ends before it was signed.',
      remedy: 'Correct one of the two dates.',
    });
  }
  if (
    transferAssessment !== undefined &&
    transferAssessment.validUntil < transferAssessment.doneOn
  ) {
    findings.push({
      path: [...path, 'transferAssessment', 'validUntil'],
      message: 'The assessment ends before it was done.',
      remedy: 'Correct one of the two dates.',
    });
  }
  return findings;
}

/** An agreement covers only what purposes give to the recipient: the rest would never be used. */
function agreementFindings(path: Path, id: string, document: PolicyDocument): Finding[] {
  const { agreement } = document.recipients[id] ?? {};
  if (agreement === undefined) return [];
  const { purposes = [], categories = [] } = agreement;
  const known = [
    ...referenceFindings([...path, 'purposes'], 'purpose', purposes, document.purposes),
    ...referenceFindings([...path, 'categories'], 'category', categories, document.categories),
  ];
  if (known.length > 0) return known;
  const giving = Object.keys(document.purposes).filter(
    (purpose) =>
      document.purposes[purpose]?.recipients.includes(id) &&
      (agreement.purposes?.includes(purpose) ?? true),
  );
  const given = new Set(giving.flatMap((purpose) => document.purposes[purpose]?.categories ?? []));
  return [
    ...purposes.flatMap((purpose, index): Finding[] =>
      giving.includes(purpose)
        ? []
        : [
            {
              path: [...path, 'purposes', index],
              message: `The purpose \`${purpose}\` gives no data to \`${id}\`.`,
              remedy: `Name \`${id}\` under the recipients of the purpose, or remove the purpose here.`,
            },
          ],
    ),
    ...categories.flatMap((category, index): Finding[] =>
      given.has(category)
        ? []
        : [
            {
              path: [...path, 'categories', index],
              message: `No purpose of the agreement gives \`${category}\` to \`${id}\`.`,
              remedy: 'Add the category to such a purpose, or remove it here.',
            },
          ],
    ),
  ];
}

function notifyFindings(path: Path, { notify }: Recipient): Finding[] {
  return notify === undefined ? [] : repeatedFindings([...path, 'identifiers'], notify.identifiers);
}

/** A law that restricts transfers asks for a mechanism: GDPR Art. 44. */
export const transferFindings = ({ recipients }: PolicyDocument, law: Law): Finding[] =>
  Object.entries(law).flatMap(([jurisdiction, { transfers }]) =>
    transfers === undefined
      ? []
      : Object.entries(recipients)
          .filter(
            ([, { country, transferMechanism }]) =>
              isCountry(country) && !eea.has(country) && transferMechanism === 'none-needed',
          )
          .map(([id, { country }]) => ({
            path: ['recipients', id, 'transferMechanism'],
            message: `${country} is outside the EEA: under ${jurisdiction} a transfer needs a mechanism (${transfers.reference}).`,
            remedy:
              'Name the mechanism: adequacy, standard-contractual-clauses or binding-corporate-rules.',
          })),
  );

/** Clauses and binding rules are valid only with an assessment of the law there (CJEU C-311/18). */
export const unassessedTransfers = ({ recipients }: PolicyDocument, law: Law): Finding[] =>
  Object.entries(recipients)
    .filter(
      ([, { country, transferMechanism, transferAssessment }]) =>
        transferAssessment === undefined &&
        ['standard-contractual-clauses', 'binding-corporate-rules'].includes(transferMechanism) &&
        isTransferRestricted({ law }, country),
    )
    .map(([id]) => ({
      path: ['recipients', id, 'transferMechanism'],
      message: 'No assessment of the law of that country is named (CJEU C-311/18).',
      remedy: 'Add `transferAssessment` with `doneOn` and `validUntil`.',
    }));
