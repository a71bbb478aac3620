import { openConsents } from '../../consent/consents.ts';
import { decideAll } from '../../decision/several.ts';
import { accountFor } from '../../decision/store.ts';
import type { Handlers } from '../../platform/http/handlers.ts';
import { answer } from '../../platform/http/handlers.ts';
import { problem } from '../../platform/http/problem.ts';
import { pseudonymisedCategory } from '../../policy/categories.ts';
import { activeOf, refusalOfDecisions, refusalOfPerson } from '../../record/refused.ts';
import { problemOf } from '../../record/outcome.ts';
import type { SubjectsDependencies } from '../../subject/store.ts';
import { openSubjects } from '../../subject/store.ts';
import { contentsOf, withContents } from '../conversation.ts';
import { findPseudonyms } from '../model/pseudonym.ts';
import { restoreWith } from '../model/restore.ts';
import { openPseudonyms } from '../pseudonym-store.ts';
import type { restoreRoutes } from '../routes.ts';

export function restoreHandlers(
  dependencies: SubjectsDependencies,
): Handlers<typeof restoreRoutes> {
  const { database, keyring, subjectKeys, policy, clock } = dependencies;
  const subjects = openSubjects(dependencies);
  const consents = openConsents(dependencies);
  const deps = { database, keyring, subjectKeys, policy, clock, subjects, consents };

  return {
    async restoreText({ body }) {
      const { subject, purpose } = body;
      if (!Object.hasOwn(policy.purposes, purpose)) return unknownPurpose;
      const asked = [{ subject, purpose, category: pseudonymisedCategory }];
      const [decided] = await decideAll(deps, asked);
      if (decided === undefined) throw new TypeError('every question is decided');
      const person = activeOf(decided.resolution);
      if (person === undefined) return problemOf(refusalOfPerson(decided.resolution));
      // A permit is counted and a denial entered before anything is turned back.
      await accountFor(deps, [decided], 'restored');
      const refusal = refusalOfDecisions([decided.decision]);
      if (refusal?.kind === 'not-permitted') {
        const reasons = refusal.denials.flatMap((one) => one.reasons).join(', ');
        return problem('processing-not-permitted', {
          errors: [{ pointer: '/purpose', message: `this purpose is denied: ${reasons}` }],
        });
      }
      if (refusal !== undefined) return problemOf(refusal);

      const texts = contentsOf(body).map((content) => ({
        content,
        written: findPseudonyms(content),
      }));
      const tokens = texts.flatMap(({ written }) => written.map(({ token }) => token));
      const values = await openPseudonyms(deps, person.subjectId, tokens);
      const restored = texts.map(({ content, written }) => restoreWith(content, written, values));
      const known = restored.reduce((sum, { count }) => sum + count, 0);
      const contents = restored.map((one) => one.content);
      const counts = { restored: known, unknown: tokens.length - known };
      return answer(200, { ...withContents(body, contents), ...counts });
    },
  };
}

const unknownPurpose = problem('invalid-input', {
  errors: [{ pointer: '/purpose', message: 'send a purpose of the policy' }],
});
