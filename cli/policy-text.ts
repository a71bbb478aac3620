import type { Policy } from '../lambda/policy/schema.ts';
import { ageLines, settingLines } from './policy-text/people.ts';
import { recipientLines } from './policy-text/recipients.ts';
import { earlierBases, lawLines, showBasis } from './policy-text/law.ts';
import { fairnessRows } from './policy-text/fairness.ts';
import { measureRows } from './policy-text/measures.ts';
import { trainingRows } from './policy-text/training.ts';
import { modelLines } from './policy-text/models.ts';
import { systemRows } from './policy-text/systems.ts';
import { heading, layoutOf } from './policy-text/layout.ts';

/**
 * The policy for reading in a terminal.
 *
 * @param width of the terminal, in columns
 */
export function showPolicy(policy: Policy, width: number): string {
  const { table, paragraph } = layoutOf(width);
  const { controller, purposes, categories, published } = policy;
  const inUse = Object.keys(policy.law);
  return [
    controller.name,
    policy.version,
    '',
    heading('Jurisdictions'),
    ...inUse.flatMap((id) => lawLines(policy, id).flatMap(paragraph)),
    '',
    heading('Purposes'),
    ...table(
      ['purpose', ...inUse, 'kept', 'withheld', 'categories', 'recipients', 'obligations'],
      Object.entries(purposes).map(([id, purpose]) => [
        id,
        ...inUse.map((jurisdiction) => showBasis(purpose.legalBasis[jurisdiction])),
        purpose.retention,
        purpose.withhold?.ground ?? '-',
        purpose.categories.join(' '),
        purpose.recipients.join(' ') || '-',
        purpose.obligations.join(' ') || '-',
      ]),
    ),
    ...earlierBases(policy, inUse, table),
    '',
    heading('Categories'),
    ...table(
      ['category', 'sensitivity', 'source', 'key class', 'kept', 'files', 'before it is stored'],
      Object.entries(categories).map(([id, category]) => [
        id,
        category.sensitivity,
        category.source,
        category.erasureClass ?? id,
        retentionsOf(policy, id),
        showMedia(category),
        category.minimise.map(({ field, by }) => `${by} ${field}`).join(', ') || '-',
      ]),
    ),
    `  unclassified: ${policy.unclassified ? `as ${policy.unclassified.treatAs}` : 'denied'}`,
    '',
    heading('Recipients'),
    ...recipientLines(policy, layoutOf(width)),
    '',
    heading('Systems'),
    ...(Object.keys(policy.systems).length === 0
      ? ['  none: requests of people are carried out in Custos alone']
      : table(
          ['system', 'connector', 'categories', 'of', 'user ids of', 'time allowed', 'cannot'],
          systemRows(policy),
        )),
    '',
    heading('Measures'),
    ...(Object.keys(policy.measures).length === 0
      ? ['  none: nothing is counted about many people']
      : table(
          ['measure', 'counts', 'by', 'period', 'group', 'of one person', 'epsilon', 'off by'],
          measureRows(policy),
        )),
    '',
    heading('Fairness'),
    ...(Object.keys(policy.fairness.systems).length === 0
      ? ['  none: no system is monitored for bias']
      : table(
          ['system', 'groups', 'period', 'labels within', 'group', 'threshold', 'review'],
          fairnessRows(policy),
        )),
    '',
    heading('Training sets'),
    ...(Object.keys(policy.trainingSets).length === 0
      ? ['  none: no training set can be built']
      : table(
          ['purpose', 'files deleted after', 'stale after', 'remembered for', 'rows of a file'],
          trainingRows(policy),
        )),
    '',
    heading('Models'),
    ...modelLines(policy),
    '',
    heading('Notices'),
    ...table(
      ['notice', 'version', 'from', 'material', 'locales', 'summaries', 'purposes'],
      Object.values(published).map((notice) => [
        notice.id === policy.primaryNotice ? `${notice.id} (primary)` : notice.id,
        notice.version,
        notice.effectiveFrom,
        notice.material ? 'yes' : 'no',
        Object.keys(notice.texts).join(' '),
        Object.keys(notice.summary).join(' ') || '-',
        notice.purposes.join(' '),
      ]),
    ),
    '',
    heading('What people may set'),
    ...settingLines(policy).flatMap(paragraph),
    '',
    heading('Age'),
    ...ageLines(policy).flatMap(paragraph),
    '',
    heading('Requests'),
    ...table(
      ['request', 'assurance', 'signed in at most', 'approvals', 'export kept', 'target'],
      Object.entries(policy.requests).map(([kind, gate]) => [
        kind,
        gate.assurance,
        gate.recentAuthentication === undefined ? '-' : `${gate.recentAuthentication} ago`,
        String(gate.approvals),
        'exportRetention' in gate ? gate.exportRetention : '-',
        'target' in gate ? gate.target : '-',
      ]),
    ),
    '',
    `More than ${policy.requests.erasure.peoplePerHour} people erased in an hour pause all erasures.`,
    '',
    `Staff sign in at most ${policy.staff.recentAuthentication} before they do what affects a person.`,
    '',
    heading('Evidence kept after an erasure'),
    ...table(
      ['evidence', 'kept', 'ground'],
      Object.entries(policy.evidence).map(([id, { retention, ground }]) => [id, retention, ground]),
    ),
  ].join('\n');
}

const showMedia = ({ media }: Policy['categories'][string]): string =>
  media === undefined ? '-' : `${media.types.join(' ')} up to ${media.maximumMegabytes} MB`;

/** The periods of the purposes that use the category, as written. */
function retentionsOf({ purposes }: Policy, category: string): string {
  const periods = Object.values(purposes)
    .filter(({ categories }) => categories.includes(category))
    .map(({ retention }) => retention);
  return [...new Set(periods)].join(' ') || '-';
}
