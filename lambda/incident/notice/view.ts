import type { Policy } from '../../policy/schema.ts';
import type { Notice, NoticeCounts } from '../model/notice.ts';
import { bodyOf, informedOf } from '../model/notice.ts';
import type { NoticeView } from './contract.ts';

export function viewOf(policy: Policy, notice: Notice): NoticeView {
  const { noticeId, state, content, contentSha256, preparedAt, approvedAt, endedAt } = notice;
  const common = {
    ...{ noticeId, audience: content.audience, state, contentSha256 },
    ...{ preparedAt, approvedAt, endedAt },
  };
  switch (content.audience) {
    case 'authority': {
      const { categories, nature, notYetKnown, ...form } = content.form;
      return {
        ...common,
        form: {
          ...form,
          nature: { ...nature, kinds: [...nature.kinds] },
          categories: [...categories],
          notYetKnown: [...notYetKnown],
        },
      };
    }
    case 'people':
      return {
        ...common,
        preview: Object.fromEntries(
          Object.entries(content.texts).map(([locale, text]) => [
            locale,
            { subject: text.subject, text: bodyOf(text, policy.controller) },
          ]),
        ),
        fallback: content.fallback,
        counts: countsOf(notice.counts),
      };
  }
}

function countsOf(counts: NoticeCounts): NoticeView['counts'] {
  const { written: _, ...rest } = counts;
  return { informed: informedOf(counts), ...rest };
}
