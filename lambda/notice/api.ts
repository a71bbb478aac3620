import type { Handlers } from '../platform/http/exchange.ts';
import { answer } from '../platform/http/exchange.ts';
import { problem } from '../platform/http/problem.ts';
import type { Policy } from '../policy/schema.ts';
import { publishedVersion } from './notice.ts';
import type { noticeRoutes } from './routes.ts';
import { facts, show, summaryOf } from './shown.ts';

export function noticeHandlers({
  policy,
}: {
  readonly policy: Policy;
}): Handlers<typeof noticeRoutes> {
  return {
    listNotices({ query }) {
      const items = Object.values(policy.published).map((notice) => ({
        ...facts(notice),
        ...summaryOf(policy, notice, query.locale),
        title: notice.title,
        purposes: notice.purposes,
        locales: policy.notices[notice.id]?.locales ?? [],
      }));
      return Promise.resolve(answer(200, { items }));
    },

    getGpcSupport() {
      // The day from which people are told of it.
      const lastUpdate = policy.published[policy.primaryNotice]?.effectiveFrom;
      return Promise.resolve(answer(200, { gpc: true, ...(lastUpdate && { lastUpdate }) }));
    },

    getNotice({ path, query }) {
      const notice = publishedVersion(policy, path.id, path.version);
      const shown = notice && show(policy, notice, query.locale);
      return Promise.resolve(
        shown === undefined ? problem('not-found') : answer(200, { notice: shown }),
      );
    },
  };
}
