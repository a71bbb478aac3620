import type { NoticeChange } from './change.ts';
import { listed, sentences } from './lists.ts';

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
