import type { Finding } from './problem.ts';
import { jurisdictionsInUse } from './purpose-rules.ts';
import type { JurisdictionId, PolicyDocument } from '../../lambda/policy/schema.ts';

/** Rules of `jurisdictions` that need no facts of the law. */
export const jurisdictionFindings = (document: PolicyDocument): Finding[] => [
  ...remedyFindings(document),
  ...reviewFindings(document),
];

/** GDPR Art. 12(4): whoever refuses says where the person can complain. */
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
  (Object.keys(reviews) as JurisdictionId[]).flatMap((id): Finding[] => {
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
