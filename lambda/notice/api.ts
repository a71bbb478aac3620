import type { Handlers } from '../platform/http/exchange.ts';
import { answer } from '../platform/http/exchange.ts';
import { problem } from '../platform/http/problem.ts';
import type { Policy, PublishedNotice } from '../policy/schema.ts';
import type { SubjectsDependencies } from '../subject/store.ts';
import { openSubjects } from '../subject/store.ts';
import { chooseText, publishedVersion } from './notice.ts';
import type { noticeRoutes } from './routes.ts';

export function noticeHandlers(dependencies: SubjectsDependencies): Handlers<typeof noticeRoutes> {
  const { policy } = dependencies;
  const subjects = openSubjects(dependencies);

  return {
    async getMyNotice({ caller, query }) {
      const found = await subjects.find(caller);
      const subject = found.kind === 'known' ? found.subject : undefined;
      const notice = policy.published[policy.primaryNotice];
      const shown = notice && show(policy, notice, query.locale);
      if (shown === undefined) return problem('not-found');
      return answer(200, { notice: shown, jurisdiction: subjects.jurisdictionOf(subject) });
    },

    listNotices() {
      const items = Object.values(policy.published).map((notice) => ({
        ...facts(notice),
        title: notice.title,
        purposes: notice.purposes,
        locales: policy.notices[notice.id]?.locales ?? [],
      }));
      return Promise.resolve(answer(200, { items }));
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

const facts = ({ id, version, effectiveFrom, material }: PublishedNotice) => ({
  id,
  version,
  effectiveFrom,
  material,
});

function show(policy: Policy, notice: PublishedNotice, locale: string | undefined) {
  const text = chooseText(policy, notice.id, locale);
  return text && { ...facts(notice), ...text };
}
