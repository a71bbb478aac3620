import type { Handlers } from '../../platform/http/handlers.ts';
import { answer } from '../../platform/http/handlers.ts';
import { problem } from '../../platform/http/problem.ts';
import { appliedAs } from '../../policy/applied.ts';
import type { JurisdictionId, Policy } from '../../policy/schema.ts';
import { standingOf } from '../../policy/standing.ts';
import type { SubjectsDependencies } from '../../subject/store.ts';
import { openSubjects } from '../../subject/store.ts';
import { show } from '../shown.ts';
import type { myNoticeRoutes } from './routes.ts';

export function myNoticeHandlers(
  dependencies: SubjectsDependencies,
): Handlers<typeof myNoticeRoutes> {
  const { policy } = dependencies;
  const subjects = openSubjects(dependencies);

  return {
    async getMyNotice({ caller, query }) {
      const found = await subjects.resolveCaller(caller);
      const subject = found.kind === 'known' ? found.subject : undefined;
      const notice = policy.published[policy.primaryNotice];
      const shown = notice && show(policy, notice, query.locale);
      if (shown === undefined) return problem('not-found');
      const jurisdiction = subjects.jurisdictionOf(subject);
      return answer(200, {
        notice: shown,
        jurisdiction,
        ...appliedAs(policy, subject, [jurisdiction]),
        law: lawOf(policy, jurisdiction),
      });
    },
  };
}

function lawOf(policy: Policy, jurisdiction: JurisdictionId) {
  const standing = standingOf(policy, jurisdiction);
  return standing.kind === 'active'
    ? { standing: standing.kind, reviewedOn: standing.reviewedOn }
    : { standing: standing.kind, why: standing.why };
}
