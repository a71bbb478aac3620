import { approximateDays } from '../../lambda/value/duration.ts';
import type { Law } from '../../lambda/policy/law.ts';
import { decidedCategory } from '../../lambda/policy/categories.ts';
import { jurisdictionAt } from '../../lambda/policy/jurisdictions.ts';
import type { Finding } from './problem.ts';
import { referenceFindings, reservedFindings } from './purpose-rules.ts';
import type { PolicyDocument } from '../../lambda/policy/schema.ts';
import { suggest } from './suggest.ts';

/** Rules of what people may set, of their age, and of what no one has classified. */
export const peopleFindings = (document: PolicyDocument): Finding[] => [
  ...switchFindings(document),
  ...shorterFindings(document),
  ...unclassifiedFindings(document),
  ...minimiseFindings(document),
  ...decidedFindings(document),
];

const switchFindings = ({ settings, purposes }: PolicyDocument): Finding[] =>
  (['training', 'personalisation', 'storage'] as const).flatMap((name) =>
    referenceFindings(
      ['settings', name, 'purposes'],
      'purpose',
      settings[name]?.purposes ?? [],
      purposes,
    ),
  );

function shorterFindings({ settings: { retention }, categories, purposes }: PolicyDocument) {
  if (retention === undefined) return [];
  const path = ['settings', 'retention'];
  const used = (category: string) =>
    Object.entries(purposes).filter(([, purpose]) => purpose.categories.includes(category));
  return [
    ...referenceFindings([...path, 'categories'], 'category', retention.categories, categories),
    ...retention.categories.flatMap((category, index): Finding[] => {
      const at = [...path, 'categories', index];
      const ordered = used(category).find(
        ([, { withhold }]) => withhold?.ground === 'legal-obligation',
      );
      if (ordered !== undefined) {
        return [
          {
            path: at,
            message: `The law asks \`${ordered[0]}\` to keep \`${category}\`: no one can shorten that.`,
            remedy: 'Remove the category here.',
          },
        ];
      }
      const longest = Math.max(
        ...used(category).map(([, each]) => approximateDays(each.retention)),
      );
      if (longest > approximateDays(retention.shortest)) return [];
      return [
        {
          path: at,
          message: `No purpose keeps \`${category}\` for longer than ${retention.shortest}: there is nothing to choose.`,
          remedy: 'Set a shorter `shortest`, or remove the category here.',
        },
      ];
    }),
  ];
}

/** GDPR Art. 8(1): only some laws leave the age to the country. */
export const ageFindings = ({ minors, jurisdictions }: PolicyDocument, law: Law): Finding[] =>
  Object.keys(minors.consentAge).flatMap((code): Finding[] => {
    const jurisdiction = jurisdictionAt({ jurisdictions }, code);
    const facts = law[jurisdiction];
    if (facts === undefined || facts.consentAgeByPlace !== undefined) return [];
    return [
      {
        path: ['minors', 'consentAge', code],
        at: 'key',
        message: `People in ${code} come under ${jurisdiction}, which names the age itself.`,
        remedy: 'Remove the entry: the age is in jurisdictions.yaml.',
      },
    ];
  });

function unclassifiedFindings({ unclassified, categories }: PolicyDocument): Finding[] {
  const reserved = Object.keys(categories).flatMap((id) =>
    reservedFindings(['categories', id], id, 'unclassified'),
  );
  if (unclassified === undefined || Object.hasOwn(categories, unclassified.treatAs)) {
    return reserved;
  }
  return [
    ...reserved,
    {
      path: ['unclassified', 'treatAs'],
      message: `\`${unclassified.treatAs}\` is not a category of this policy.`,
      remedy: suggest(unclassified.treatAs, Object.keys(categories)),
    },
  ];
}

const minimiseFindings = ({ categories }: PolicyDocument): Finding[] =>
  Object.entries(categories).flatMap(([id, { minimise }]) =>
    minimise.flatMap(({ field, by, types }, index): Finding[] => [
      ...(minimise.findIndex((other) => within(field, other.field)) < index
        ? [
            {
              path: ['categories', id, 'minimise', index, 'field'],
              message: `\`${field}\` or what holds it is minimised already.`,
              remedy: 'Remove one of the two.',
            },
          ]
        : []),
      ...(types !== undefined && by !== 'redact-text'
        ? [
            {
              path: ['categories', id, 'minimise', index, 'types'],
              message: `\`types\` has no effect with \`${by}\`.`,
              remedy: 'Remove `types`, or write `by: redact-text`.',
            },
          ]
        : []),
    ]),
  );

/** What a system decided is no statement of the person, and is shown as it was decided. */
function decidedFindings({ categories }: PolicyDocument): Finding[] {
  const decided = Object.hasOwn(categories, decidedCategory)
    ? categories[decidedCategory]
    : undefined;
  if (decided === undefined) return [];
  const path = ['categories', decidedCategory];
  const findings: Finding[] = [];
  if (decided.source !== 'inferred') {
    findings.push({
      path: [...path, 'source'],
      message: `\`${decidedCategory}\` has what systems decided: no person provided it.`,
      remedy: 'Write `source: inferred`.',
    });
  }
  if (decided.minimise.length > 0) {
    findings.push({
      path: [...path, 'minimise'],
      message: `\`${decidedCategory}\` has decisions as a person reads them: nothing is taken out.`,
      remedy: 'Remove `minimise` here.',
    });
  }
  return findings;
}

const within = (field: string, other: string): boolean =>
  field === other || field.startsWith(`${other}/`);
