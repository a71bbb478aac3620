import type { Handlers } from '../platform/http/exchange.ts';
import { answer } from '../platform/http/exchange.ts';
import { problem } from '../platform/http/problem.ts';
import type { JurisdictionId, Policy, PublishedNotice } from '../policy/schema.ts';
import { standingOf } from '../policy/standing.ts';
import type { SubjectsDependencies } from '../subject/store.ts';
import { openSubjects } from '../subject/store.ts';
import { chooseSummary, chooseText, publishedVersion } from './notice.ts';
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
      const jurisdiction = subjects.jurisdictionOf(subject);
      return answer(200, { notice: shown, jurisdiction, law: lawOf(policy, jurisdiction) });
    },

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

const facts = ({ id, version, effectiveFrom, material }: PublishedNotice) => ({
  id,
  version,
  effectiveFrom,
  material,
});

function show(policy: Policy, notice: PublishedNotice, locale: string | undefined) {
  const text = chooseText(policy, notice.id, locale);
  return text && { ...facts(notice), ...text, ...summaryOf(policy, notice, locale) };
}

function summaryOf(policy: Policy, { id }: PublishedNotice, locale: string | undefined) {
  const summary = chooseSummary(policy, id, locale);
  return summary === undefined ? {} : { summary };
}

function lawOf(policy: Policy, jurisdiction: JurisdictionId) {
  const standing = standingOf(policy, jurisdiction);
  return standing.kind === 'active'
    ? { standing: standing.kind, reviewedOn: standing.reviewedOn }
    : { standing: standing.kind, why: standing.why };
}
