import { noticeStatus } from '../../lambda/notice/model/notice.ts';
import type { LocatedChange, Moved } from './moved.ts';
import { listChange, pairs, pointer, same } from '../../lib/policy/leaves.ts';
import type { Policy, PublishedNotice } from '../../lambda/policy/schema.ts';
import { listed, sentences } from './lists.ts';

export type NoticeChange =
  | {
      readonly kind: 'notice-added' | 'notice-removed';
      readonly notice: string;
      readonly purposes: readonly string[];
    }
  | ({
      /** The texts changed; versions are their hashes. */
      readonly kind: 'notice-text-changed';
      readonly notice: string;
      readonly material: boolean;
      readonly locales: readonly string[];
    } & Moved<string>)
  | {
      /** Consents given on this version stop counting until they are given again. */
      readonly kind: 'consents-need-renewal';
      readonly notice: string;
      readonly version: string;
      readonly purposes: readonly string[];
    }
  | ({ readonly kind: 'material-changed'; readonly notice: string } & Moved<boolean>)
  | {
      readonly kind: 'compatible-versions-changed';
      readonly notice: string;
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  | {
      readonly kind: 'notice-purposes-changed';
      readonly notice: string;
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  | {
      readonly kind: 'summary-changed';
      readonly notice: string;
      readonly locales: readonly string[];
    }
  | ({ readonly kind: 'primary-notice-changed' } & Moved<string>);

/** What people are informed of, and which consents stop counting because of it. */
export function noticeChanges(from: Policy, to: Policy): LocatedChange<NoticeChange>[] {
  const { added, removed, common } = pairs(from.published, to.published);
  const whole = (notice: string) => [pointer('notices', notice), pointer('published', notice)];
  return [
    ...added.map(([notice, { purposes }]): LocatedChange<NoticeChange> => ({
      change: { kind: 'notice-added', notice, purposes },
      at: whole(notice),
    })),
    ...removed.map(([notice, { purposes }]): LocatedChange<NoticeChange> => ({
      change: { kind: 'notice-removed', notice, purposes },
      at: whole(notice),
    })),
    ...common.flatMap(([notice, before, after]) => changesOf(notice, before, after)),
    ...Object.values(from.published).flatMap((notice) => renewals(from, to, notice)),
    ...(from.primaryNotice === to.primaryNotice
      ? []
      : [
          {
            change: {
              kind: 'primary-notice-changed' as const,
              from: from.primaryNotice,
              to: to.primaryNotice,
            },
            at: [pointer('primaryNotice')],
          },
        ]),
  ];
}

function changesOf(
  notice: string,
  before: PublishedNotice,
  after: PublishedNotice,
): LocatedChange<NoticeChange>[] {
  const changes: LocatedChange<NoticeChange>[] = [];
  if (before.version !== after.version) {
    changes.push({
      change: {
        kind: 'notice-text-changed',
        notice,
        material: after.material,
        locales: localesChanged(before, after),
        from: before.version,
        to: after.version,
      },
      at: [
        pointer('published', notice, 'version'),
        pointer('published', notice, 'texts'),
        pointer('notices', notice, 'locales'),
      ],
    });
  }
  if (before.material !== after.material) {
    changes.push({
      change: { kind: 'material-changed', notice, from: before.material, to: after.material },
      at: [pointer('notices', notice, 'material')],
    });
  }
  if (!same(before.compatibleWith, after.compatibleWith)) {
    const lists = listChange(before.compatibleWith, after.compatibleWith);
    if (lists.added.length + lists.removed.length > 0) {
      changes.push({
        change: { kind: 'compatible-versions-changed', notice, ...lists },
        at: [pointer('notices', notice, 'compatibleWith')],
      });
    }
  }
  if (!same(before.summary, after.summary)) {
    const locales = new Set([...Object.keys(before.summary), ...Object.keys(after.summary)]);
    changes.push({
      change: {
        kind: 'summary-changed',
        notice,
        locales: [...locales].filter((each) => before.summary[each] !== after.summary[each]),
      },
      at: [pointer('notices', notice, 'summary')],
    });
  }
  const purposes = listChange(before.purposes, after.purposes);
  if (purposes.added.length + purposes.removed.length > 0) {
    changes.push({
      change: { kind: 'notice-purposes-changed', notice, ...purposes },
      at: [pointer('notices', notice, 'purposes')],
    });
  }
  return changes;
}

const localesChanged = (before: PublishedNotice, after: PublishedNotice): string[] => {
  const locales = new Set([...Object.keys(before.texts), ...Object.keys(after.texts)]);
  return [...locales].filter((locale) => before.texts[locale] !== after.texts[locale]);
};

/** By the same rule with which a consent is judged when it is used. */
function renewals(
  from: Policy,
  to: Policy,
  { id, version, purposes }: PublishedNotice,
): LocatedChange<NoticeChange>[] {
  const affected = purposes.filter(
    (purpose) =>
      asksPeople(to, purpose) &&
      counts(from, purpose, { id, version }) &&
      !counts(to, purpose, { id, version }),
  );
  return affected.length === 0
    ? []
    : [
        {
          change: { kind: 'consents-need-renewal', notice: id, version, purposes: affected },
          at: [],
        },
      ];
}

function counts(
  policy: Policy,
  purpose: string,
  notice: { readonly id: string; readonly version: string },
): boolean {
  return noticeStatus(policy, purpose, notice).kind === 'in-force';
}

/** Whether a given consent is what lets data be used for the purpose, under some law. */
const asksPeople = ({ purposes }: Policy, purpose: string): boolean =>
  Object.values(purposes[purpose]?.legalBasis ?? {}).some(
    ({ basis, condition, previous }) =>
      basis === 'consent' ||
      basis === 'opt-out' ||
      condition === 'explicit-consent' ||
      previous?.basis === 'consent',
  );

export function noticeWords(change: NoticeChange): string {
  switch (change.kind) {
    case 'notice-added':
      return `Notice ${change.notice} is new; it covers ${listed(change.purposes)}.`;
    case 'notice-removed':
      return `Notice ${change.notice} is gone; it covered ${listed(change.purposes)}.`;
    case 'notice-text-changed':
      return sentences(
        `Notice ${change.notice} has a new text (${listed(change.locales)}): version ${change.to}`,
        `instead of ${change.from}. The change is`,
        change.material ? 'material.' : 'not material.',
      );
    case 'consents-need-renewal':
      return sentences(
        `Consents to ${listed(change.purposes)} that were given on notice ${change.notice}, version`,
        `${change.version}, become needs-renewal: what rests on them is denied until people consent`,
        'again.',
      );
    case 'material-changed':
      return change.to
        ? `Changes of notice ${change.notice} are material: consents on earlier versions do not count.`
        : `Changes of notice ${change.notice} are not material: consents on versions that it names as compatible count on.`;
    case 'compatible-versions-changed':
      return sentences(
        change.added.length > 0 &&
          `Consents on versions ${listed(change.added)} of notice ${change.notice} count.`,
        change.removed.length > 0 &&
          `Versions ${listed(change.removed)} of notice ${change.notice} are no longer named as compatible.`,
      );
    case 'notice-purposes-changed':
      return sentences(
        change.added.length > 0 &&
          `Notice ${change.notice} covers ${listed(change.added)} as well.`,
        change.removed.length > 0 &&
          `Notice ${change.notice} no longer covers ${listed(change.removed)}.`,
      );
    case 'summary-changed':
      return sentences(
        `Notice ${change.notice} has another summary (${listed(change.locales)}). Consents rest on the`,
        'text of the notice, so they count on.',
      );
    case 'primary-notice-changed':
      return `People see notice ${change.to} first instead of ${change.from}.`;
  }
}
