import { decidedCategory } from '../../lambda/policy/categories.ts';
import type { FairnessAttribute, FairnessSystem } from '../../lambda/policy/fairness-section.ts';
import { knownProxies } from '../../lambda/policy/fairness-section.ts';
import { groupsOf } from '../../lambda/policy/fairness-groups.ts';
import type { PolicyDocument } from '../../lambda/policy/schema.ts';
import { approximateDays } from '../../lambda/value/duration.ts';
import type { Finding, Path } from './problem.ts';
import { repeatedFindings, reservedFindings } from './purpose-rules.ts';
import { suggest } from './suggest.ts';

/** What no report has read by then is deleted unread: see `lambda/fairness/model/outcome-end.ts`. */
const daysAfterReport = 7;

/** Rules of the monitoring of systems that the shape of single fields cannot say. */
export function fairnessFindings(document: PolicyDocument): Finding[] {
  const { attributes, systems } = document.fairness;
  return [
    ...purposeFindings(document),
    ...Object.entries(attributes).flatMap(([id, attribute]) => [
      ...knownProxies.flatMap((proxy) =>
        reservedFindings(['fairness', 'attributes', id], id, proxy),
      ),
      ...attributeFindings(['fairness', 'attributes', id], attribute, document),
    ]),
    ...Object.entries(systems).flatMap(([id, system]) =>
      systemFindings(['fairness', 'systems', id], system, document),
    ),
  ];
}

function purposeFindings({ fairness, purposes }: PolicyDocument): Finding[] {
  const { purpose, systems } = fairness;
  const path = ['fairness', 'purpose'];
  if (purpose === undefined) {
    if (Object.keys(systems).length === 0) return [];
    const message = 'Systems are monitored, and no purpose says for what.';
    return [
      {
        path: ['fairness'],
        at: 'key',
        message,
        remedy: 'Add `purpose` with a purpose of this policy.',
      },
    ];
  }
  return usedFindings(path, path, { purpose, category: decidedCategory, purposes });
}

/** That a purpose is declared and has a category. */
function usedFindings(
  purposePath: Path,
  path: Path,
  {
    purpose,
    category,
    purposes,
  }: {
    readonly purpose: string;
    readonly category: string;
    readonly purposes: PolicyDocument['purposes'];
  },
): Finding[] {
  const declared = Object.hasOwn(purposes, purpose) ? purposes[purpose] : undefined;
  if (declared === undefined) {
    const message = `\`${purpose}\` is not a purpose of this policy.`;
    return [{ path: purposePath, message, remedy: suggest(purpose, Object.keys(purposes)) }];
  }
  if (declared.categories.includes(category)) return [];
  const message = `The purpose \`${purpose}\` does not use \`${category}\`: every use of it is denied.`;
  return [{ path, message, remedy: `Add \`${category}\` to the categories of the purpose.` }];
}

function attributeFindings(
  path: Path,
  { from, purpose, category, values }: FairnessAttribute,
  { fairness, categories, purposes }: PolicyDocument,
): Finding[] {
  const declared = Object.hasOwn(categories, category) ? categories[category] : undefined;
  const at = [...path, 'category'];
  if (declared === undefined) {
    const message = `\`${category}\` is not a category of this policy.`;
    return [{ path: at, message, remedy: suggest(category, Object.keys(categories)) }];
  }
  const serves = purpose ?? fairness.purpose;
  return [
    ...repeatedFindings([...path, 'values'], values),
    ...(serves === undefined
      ? []
      : usedFindings([...path, 'purpose'], at, { purpose: serves, category, purposes })),
    ...(declared.sensitivity === 'special' && from === 'proxy'
      ? [
          {
            path: [...path, 'from'],
            message: `\`${category}\` is a special category: what it says is not used to guess a group (GDPR Art. 9).`,
            remedy:
              'Ask people for it: write `given`, with a purpose that rests on explicit consent.',
          },
        ]
      : []),
    ...(declared.sensitivity === 'special' && serves !== undefined
      ? consentFindings([...path, 'purpose'], serves, purposes)
      : []),
  ];
}

/** GDPR Art. 9(2)(a): what people give for this is theirs to take back. */
function consentFindings(
  path: Path,
  purpose: string,
  purposes: PolicyDocument['purposes'],
): Finding[] {
  const bases = Object.entries(purposes[purpose]?.legalBasis ?? {});
  return bases.flatMap(([jurisdiction, { condition }]) =>
    condition === undefined || condition === 'explicit-consent'
      ? []
      : [
          {
            path,
            message: `Under ${jurisdiction} the purpose \`${purpose}\` uses special categories on ${condition}: people give this attribute by explicit consent (GDPR Art. 9(2)(a)).`,
            remedy: 'Name a purpose with `condition: explicit-consent`.',
          },
        ],
  );
}

/** One report is one row: DynamoDB stores at most 400 KB in one, and a group can take a kilobyte. */
const maximumGroups = 300;

/** Groups of a report: of each attribute, and of each pair. */
function groupCount({ fairness, jurisdictions, notices, primaryNotice }: PolicyDocument) {
  const valuesOf = (group: string): number => {
    if (group === 'residence') return Object.keys(jurisdictions.residences).length;
    if (group === 'language') return notices[primaryNotice]?.locales.length ?? 0;
    return Object.hasOwn(fairness.attributes, group)
      ? (fairness.attributes[group]?.values.length ?? 0)
      : 0;
  };
  return (groups: readonly string[]): number =>
    groups.reduce(
      (sum, one, index) =>
        groups
          .slice(index + 1)
          .reduce((pairs, other) => pairs + valuesOf(one) * valuesOf(other), sum + valuesOf(one)),
      0,
    );
}

function systemFindings(path: Path, system: FairnessSystem, document: PolicyDocument): Finding[] {
  const { fairness, purposes } = document;
  const { period, labelsWithin = 'P0D' } = system;
  const groups = groupsOf(system);
  const count = groupCount(document)(groups);
  const at = (index: number): Path =>
    typeof system.groupBy === 'string' ? [...path, 'groupBy'] : [...path, 'groupBy', index];
  const known = [...knownProxies, ...Object.keys(fairness.attributes)];
  const stored = approximateDays(period) + approximateDays(labelsWithin) + daysAfterReport;
  const { purpose } = fairness;
  const retention =
    purpose !== undefined && Object.hasOwn(purposes, purpose)
      ? purposes[purpose]?.retention
      : undefined;
  return [
    ...groups.flatMap((group, index): Finding[] =>
      known.includes(group)
        ? []
        : [
            {
              path: at(index),
              message: `\`${group}\` is neither an attribute of \`fairness\` nor residence or language.`,
              remedy: suggest(group, known),
            },
          ],
    ),
    ...repeatedFindings([...path, 'groupBy'], groups),
    ...(count > maximumGroups
      ? [
          {
            path: [...path, 'groupBy'],
            message: `The attributes and their pairs make ${count} groups, more than the ${maximumGroups} of one report.`,
            remedy: 'Take out an attribute, or take several of its values together in one.',
          },
        ]
      : []),
    // GDPR Art. 5(1)(e): no longer than for the purpose.
    ...(retention !== undefined && approximateDays(retention) < stored
      ? [
          {
            path: [...path, 'period'],
            at: 'key' as const,
            message: `Outcomes are stored for up to ${Math.ceil(stored)} days, and the purpose \`${purpose}\` stores data for ${retention}.`,
            remedy: 'Choose a shorter period, or a longer `retention` of the purpose.',
          },
        ]
      : []),
  ];
}
