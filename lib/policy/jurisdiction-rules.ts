import type { Finding, Path } from './problem.ts';
import { suggest } from './suggest.ts';
import { jurisdictionsInUse } from './purpose-rules.ts';
import type { PolicyDocument } from '../../lambda/policy/schema.ts';

/** Rules of `jurisdictions` that need no facts of the law. */
export const jurisdictionFindings = (document: PolicyDocument): Finding[] => [
  ...remedyFindings(document),
  ...reviewFindings(document),
  ...establishmentLaw(document),
];

/** Clocks of a law that no person comes under are not read. */
function establishmentLaw(document: PolicyDocument): Finding[] {
  const { establishment } = document.jurisdictions;
  const inUse = jurisdictionsInUse(document);
  if (establishment === undefined || inUse.includes(establishment)) return [];
  return [
    {
      path: ['jurisdictions', 'establishment'],
      message: `No person comes under ${establishment}, so its clocks are not known.`,
      remedy: `Name a residence under ${establishment}, or ${suggestion(establishment, inUse)}`,
    },
  ];
}

const suggestion = (written: string, known: readonly string[]): string => {
  const hint = suggest(written, known);
  return `${hint.slice(0, 1).toLowerCase()}${hint.slice(1)}`;
};

/** GDPR Art. 12(4): a controller that refuses says where the person can complain. */
const remedyFindings = (document: PolicyDocument): Finding[] =>
  jurisdictionsInUse(document)
    .filter((id) => document.jurisdictions.remedies[id] === undefined)
    .map((id) => ({
      path: ['jurisdictions', 'remedies'],
      at: 'key',
      message: `Nothing says where people can complain under ${id} (GDPR Art. 12(4)).`,
      remedy: `Add ${id}: {authority: ..., court: ...}.`,
    }));

/** A review without a name or a day is none, and should not look like one. */
const reviewFindings = ({ jurisdictions: { reviews } }: PolicyDocument): Finding[] =>
  Object.keys(reviews).flatMap((id): Finding[] => {
    const { reviewedBy, reviewedOn } = reviews[id] ?? {};
    if ((reviewedBy === undefined) === (reviewedOn === undefined)) return [];
    const [there, missing] =
      reviewedBy === undefined ? ['reviewedOn', 'reviewedBy'] : ['reviewedBy', 'reviewedOn'];
    return [
      {
        path: ['jurisdictions', 'reviews', id, there],
        at: 'key',
        message: `A review needs both a name and a day: \`${missing}\` is missing.`,
        remedy: `Add \`${missing}\`, or remove \`${there}\`: the law is advisory then.`,
      },
    ];
  });

/** Every place at which the policy names a law. */
function namedLaws({ jurisdictions, purposes, translations }: PolicyDocument): [Path, string][] {
  const keys = (path: Path, record: object) =>
    Object.keys(record).map((id): [Path, string] => [[...path, id], id]);
  const { remedies, targets, reviews, residences } = jurisdictions;
  return [
    [['jurisdictions', 'default'], jurisdictions.default],
    ...(jurisdictions.establishment === undefined
      ? []
      : [
          [['jurisdictions', 'establishment'], jurisdictions.establishment] satisfies [
            Path,
            string,
          ],
        ]),
    ...Object.entries(residences).map(([place, id]): [Path, string] => [
      ['jurisdictions', 'residences', place],
      id,
    ]),
    ...keys(['jurisdictions', 'remedies'], remedies),
    ...keys(['jurisdictions', 'targets'], targets),
    ...keys(['jurisdictions', 'reviews'], reviews),
    ...Object.entries(purposes).flatMap(([purpose, { legalBasis }]) =>
      keys(['purposes', purpose, 'legalBasis'], legalBasis),
    ),
    ...Object.entries(translations).flatMap(([locale, translation]) =>
      keys(['translations', locale, 'remedies'], translation.remedies),
    ),
  ];
}

/** @param known ids of jurisdictions.yaml */
export const unknownLawFindings = (document: PolicyDocument, known: readonly string[]): Finding[] =>
  namedLaws(document)
    .filter(([, id]) => !known.includes(id))
    .map(([path, id]) => ({
      path,
      ...(path.at(-1) === id && { at: 'key' as const }),
      message: `\`${id}\` is not a jurisdiction of jurisdictions.yaml.`,
      remedy: suggest(id, known),
    }));
