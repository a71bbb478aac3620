import type { Database } from '../platform/dynamo/database.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { problem } from '../platform/http/problem.ts';
import type { Policy } from '../policy/schema.ts';
import { publishedVersion } from './model/notice.ts';
import type { noticeRoutes } from './routes.ts';
import { facts, show, showStored, summaryOf, versionsOf } from './shown.ts';
import { listNoticeVersions, readNotice } from './store.ts';

export function noticeHandlers({
  policy,
  database,
}: {
  readonly policy: Policy;
  readonly database: Database;
}): Handlers<typeof noticeRoutes> {
  return {
    async listNotices({ query }) {
      const stored = Map.groupBy(await listNoticeVersions(database), ({ id }) => id);
      const items = Object.values(policy.published).map((notice) => ({
        ...facts(notice),
        ...summaryOf(policy, notice, query.locale),
        title: notice.title,
        purposes: notice.purposes,
        locales: policy.notices[notice.id]?.locales ?? [],
        versions: versionsOf(notice, stored.get(notice.id) ?? []),
      }));
      const withdrawn = [...stored].flatMap(([id, versions]) => {
        const [newest] = versions;
        return newest === undefined || Object.hasOwn(policy.published, id)
          ? []
          : [{ id, title: newest.title, versions: versionsOf({ version: '' }, versions) }];
      });
      return answer(200, { items, withdrawn });
    },

    getGpcSupport() {
      // The day from which the notice informs people of it.
      const lastUpdate = policy.published[policy.primaryNotice]?.effectiveFrom;
      return Promise.resolve(answer(200, { gpc: true, lastUpdate }));
    },

    async getNotice({ path: { id, version }, query: { locale } }) {
      const inForce = publishedVersion(policy, id, version);
      const stored = inForce === undefined ? await readNotice(database, id, version) : undefined;
      const shown = inForce ? show(policy, inForce, locale) : stored && showStored(stored, locale);
      return shown === undefined ? problem('not-found') : answer(200, { notice: shown });
    },
  };
}
