import { accountFor } from '../decision/store.ts';
import type { Problem } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import { pseudonymisedCategory, purposesWith } from '../policy/categories.ts';
import type { AuthorizationDependencies } from '../record/authorize-write.ts';
import { authorizeWrites } from '../record/authorize-write.ts';
import type { Refusal } from '../record/model/record.ts';
import { problemOf } from '../record/outcome.ts';
import type { Identifier } from '../subject/model/subject.ts';
import type { Finding } from '../text/finding.ts';
import { replaceFound } from '../value/replace-found.ts';
import { writePseudonym } from './model/pseudonym.ts';
import { assignPseudonyms } from './pseudonym-store.ts';

export interface SearchedText {
  readonly content: string;
  readonly findings: readonly Finding[];
}

type Pseudonymised =
  | {
      readonly kind: 'replaced';
      readonly searched: readonly SearchedText[];
      readonly contents: readonly string[];
    }
  | Problem;

/**
 * Replaces the findings by pseudonyms of the person. The values are personal data that is stored:
 * the purposes of their category have to permit it, and say how long they are kept.
 *
 * @param search runs while the database answers
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function pseudonymise(
  deps: AuthorizationDependencies,
  subject: Identifier,
  search: () => readonly SearchedText[],
): Promise<Pseudonymised> {
  const purposes = purposesWith(deps.policy, pseudonymisedCategory);
  if (purposes.length === 0) return notOffered;
  const request = { subject, category: pseudonymisedCategory, purposes, content: {} };
  const authorizing = authorizeWrites(deps, [request]);
  const searched = search();
  const { authorizations, denials } = await authorizing;
  // What was refused is part of what was promised.
  await accountFor(deps, denials);
  const [authorization] = authorizations;
  if (authorization?.kind !== 'authorized') {
    return refusedWith(authorization?.refusal ?? { kind: 'subject-unknown' }, purposes);
  }
  const { subjectId, times } = authorization;
  const values = searched.flatMap(({ content, findings }) =>
    findings.map(({ type, start, end }) => ({ type, value: content.slice(start, end) })),
  );
  const pseudonyms = await assignPseudonyms(deps, subjectId, values, times.expiresAt);
  let next = 0;
  const contents = searched.map(({ content, findings }) =>
    replaceFound(content, findings, () => {
      const pseudonym = pseudonyms[next];
      next += 1;
      if (pseudonym === undefined) throw new TypeError('every finding has a pseudonym');
      return writePseudonym(pseudonym);
    }),
  );
  return { kind: 'replaced', searched, contents };
}

const notOffered = problem('invalid-input', {
  errors: [
    {
      pointer: '/mode',
      message: `send another mode: no purpose of the policy has the category ${pseudonymisedCategory}`,
    },
  ],
});

/** The body names neither a category nor purposes. */
function refusedWith(refusal: Refusal, purposes: readonly string[]): Problem {
  if (refusal.kind !== 'not-permitted') return problemOf(refusal);
  return problem('processing-not-permitted', {
    errors: refusal.denials.map(({ position, reasons }) => ({
      pointer: '/subject',
      message: `pseudonyms of this person may not be kept: ${purposes[position]} is denied: ${reasons.join(', ')}`,
    })),
  });
}
