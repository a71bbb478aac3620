import type { Clock } from '../value/time.ts';
import type { Policy } from '../policy/schema.ts';
import { openDetails } from '../subject/details.ts';
import type { SubjectsDependencies } from '../subject/store.ts';
import { openSubjects } from '../subject/store.ts';
import type { Subject } from '../subject/model/subject.ts';
import { jurisdictionsOf } from '../subject/model/subject.ts';
import type { Circumstances } from './model/basis.ts';
import type { ConsentCommand } from './model/command.ts';

/** What the policy and the person decide; of a person unknown, what the policy does. */
export const circumstancesOf = (
  { policy, clock }: { readonly policy: Policy; readonly clock: Clock },
  subject: Subject | undefined,
): Circumstances => ({
  policy,
  now: clock(),
  jurisdictions: jurisdictionsOf(policy, subject),
  ageBand: subject?.ageBand,
  earlierAges: subject?.earlier,
  residence: subject?.residence,
  declaredResidence: subject?.declaredResidence,
});

/**
 * Also who answers for a child, where they are said to consent; no one else's details are opened. It
 * is no one where what names them names the child by now: people link identifiers (GDPR Art. 8(2)).
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function circumstancesFor(
  deps: SubjectsDependencies,
  subject: Subject | undefined,
  { state, givenBy }: Pick<ConsentCommand, 'state' | 'givenBy'>,
): Promise<Circumstances> {
  const person = circumstancesOf(deps, subject);
  if (subject === undefined) return person;
  if (state !== 'given' || givenBy !== 'responsible-person') return person;
  const { responsiblePerson } = await openDetails(deps.subjectKeys, subject);
  const isSelf =
    responsiblePerson && (await openSubjects(deps).names(responsiblePerson, subject.subjectId));
  return isSelf ? person : { ...person, responsiblePerson };
}
