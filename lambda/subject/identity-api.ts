import { enterStaffRead } from '../ledger/staff-read.ts';
import type { Answer, Handlers } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { Problem } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import { recentAuthentication } from '../platform/http/recent-authentication.ts';
import type { SubjectId } from '../value/ids.ts';
import { parseIdentityId } from '../value/ids.ts';
import { toRfc3339 } from '../value/time.ts';
import { durationSeconds } from '../value/duration.ts';
import { openedNames } from './known-identifiers.ts';
import type { identityRoutes } from './identity-routes.ts';
import type { Remover } from './link-entries.ts';
import { publicType } from './link-entries.ts';
import type { Subjects, SubjectsDependencies } from './store.ts';
import { canSignIn } from './model/subject.ts';

/** What names a person, for the person and for the privacy team. */
export function identityHandlers(
  deps: SubjectsDependencies,
  subjects: Subjects,
): Handlers<typeof identityRoutes> {
  return {
    async listMyIdentities({ caller }) {
      const found = await subjects.resolveCaller(caller);
      return answer(200, {
        items: found.kind === 'known' ? await shown(found.subject.subjectId) : [],
      });
    },

    async removeMyIdentity({ caller, path, now }) {
      const { recentAuthentication: maximumAge } = deps.policy.requests.access;
      const stale = recentAuthentication(caller, durationSeconds(maximumAge), now);
      if (stale) return stale;
      const found = await subjects.resolveCaller(caller);
      // Ids that are malformed, unknown or another person's all look alike.
      const subjectId = found.kind === 'known' ? found.subject.subjectId : undefined;
      if (subjectId === undefined || parseIdentityId(path.identityId)?.subjectId !== subjectId) {
        return problem('not-found');
      }
      return removed(path.identityId, 'subject');
    },

    async queryIdentities({ body }) {
      const found = await subjects.resolve(body.subject);
      switch (found.kind) {
        case 'unknown':
          return problem('not-found', { detail: 'No person is registered under this identifier.' });
        case 'erased':
          return problem('subject-erased');
        case 'known': {
          const { subjectId, status } = found.subject;
          const isActive = status === 'active';
          await enterStaffRead(deps, { operation: 'queryIdentities', subjectId, isActive });
          return answer(200, { items: await shown(subjectId) });
        }
      }
    },

    removeIdentity: ({ path }) => removed(path.identityId, 'staff'),
  };

  async function removed(text: string, by: Remover): Promise<Answer | Problem> {
    const identity = parseIdentityId(text);
    if (identity === undefined) return problem('not-found');
    const subject = await subjects.get(identity.subjectId);
    if (subject === undefined) return problem('not-found');
    // The erasure under way removes all of them; its last steps make no keys.
    if (subject.status === 'erasing') return problem('subject-erased');
    const outcome = await subjects.removeIdentity(subject.subjectId, identity.identityId, by);
    switch (outcome.kind) {
      case 'removed':
        return answer(204);
      case 'unknown':
        return problem('not-found');
      case 'only-name':
        return problem('conflict', { detail: 'Nothing else names this person.' });
      case 'only-sign-in':
        return problem('conflict', {
          detail: 'You sign in with nothing else.',
        });
    }
  }

  async function shown(subjectId: SubjectId) {
    const names = await openedNames(deps, subjectId);
    return names.map(({ identifier: { type, value, issuer }, link }) => ({
      identityId: link.identityId,
      type: publicType(type),
      value,
      issuer,
      assurance: link.assurance,
      signsIn: canSignIn(link),
      since: toRfc3339(link.since),
      linkedBy: link.linkedBy,
    }));
  }
}
