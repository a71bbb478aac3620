import type { Database } from '../platform/dynamo/database.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { Answer, Handlers, Idempotency, RequestOf } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { Problem, ProblemDetail } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import type { SubjectId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import { identityHandlers } from './identity-api.ts';
import type { subjectRoutes } from './routes.ts';
import { settingsHandlers } from './settings-api.ts';
import type { Linked, SubjectsDependencies, Unlinked } from './store.ts';
import { openSubjects } from './store.ts';
import type { AgeBand } from './model/subject.ts';
import { ageBandOf, liesIn, normalise, sameIdentifier } from './model/subject.ts';

export function subjectHandlers(deps: SubjectsDependencies): Handlers<typeof subjectRoutes> {
  const subjects = openSubjects(deps);

  return {
    ...settingsHandlers(deps, subjects),
    ...identityHandlers(deps, subjects),

    async registerSubject({ body, idempotency }) {
      const { subject: identifier, residence, responsiblePerson } = body;
      if (idempotency?.replay) {
        await completed(body, idempotency.replay);
        return replayed(idempotency.replay);
      }
      const ageBand = bandOf(body);
      const errors = faultsOfAge(body, ageBand);
      if (errors.length > 0) return problem('invalid-input', { errors });
      if (responsiblePerson !== undefined) {
        const child = await subjects.resolve(identifier);
        const isSelf =
          child.kind === 'known' &&
          (await subjects.names(responsiblePerson, child.subject.subjectId));
        const fault = { pointer: '/responsiblePerson', message: anotherPerson };
        if (isSelf) return problem('invalid-input', { errors: [fault] });
      }
      const declared = { residence, ageBand, responsiblePerson };
      const { kind, subject } = await subjects.register(identifier, {
        ...declared,
        by: 'service',
        beside: (subjectId) => (idempotency ? [idempotency.record(201, { subjectId })] : []),
      });
      if (kind === 'registered') return answer(201, { subjectId: subject.subjectId });
      if (subject.status === 'erasing') return problem('subject-erased', { detail: erasing });
      return remembered(deps.database, idempotency, 200, subject);
    },

    async linkSubject({ body, idempotency }) {
      if (idempotency?.replay) return replayed(idempotency.replay);
      const outcome = await subjects.link(body.subject, body.other, body.assurance);
      if (outcome.kind === 'sign-in') return signInRefused(body.other.type);
      if (outcome.kind !== 'linked') return refused(outcome.kind);
      return remembered(deps.database, idempotency, 200, outcome.subject);
    },

    async unlinkSubject({ body, idempotency }) {
      if (idempotency?.replay) return replayed(idempotency.replay);
      const outcome = await subjects.unlink(body.subject, body.other);
      if (outcome.kind !== 'unlinked') return refused(outcome.kind);
      return remembered(deps.database, idempotency, 200, outcome.subject);
    },
  };

  /** The key of a new person is written with them, before their identifier leads to them. */
  async function completed(
    { subject: identifier, age, ageBand, responsiblePerson }: Registration,
    { status, ids }: NonNullable<Idempotency['replay']>,
  ): Promise<void> {
    const subjectId = parseId<SubjectId>(ids['subjectId'] ?? '');
    if (status !== 201 || subjectId === undefined) return;
    const declared = { ageBand: bandOf({ age, ageBand }), responsiblePerson };
    await subjects.completeRegistration(identifier, subjectId, declared);
  }
}

type Registration = RequestOf<typeof subjectRoutes.registerSubject>['body'];

const bandOf = ({ age, ageBand }: Pick<Registration, 'age' | 'ageBand'>): AgeBand | undefined =>
  age === undefined ? ageBand : ageBandOf(age);

function faultsOfAge(body: Registration, ageBand: AgeBand | undefined): ProblemDetail[] {
  const { age, ageBand: named } = body;
  const message = faultOfResponsible(body, ageBand);
  const disagree = age !== undefined && named !== undefined && !liesIn(age, named);
  return [
    ...(disagree
      ? [{ pointer: '/age', message: 'send an age of the ageBand, or leave one out' }]
      : []),
    ...(message === undefined ? [] : [{ pointer: '/responsiblePerson', message }]),
  ];
}

const anotherPerson = 'name another person than the data subject';

/** GDPR Art. 8(1), Civ. Code 1798.120(c): the holder of parental responsibility, of a child only. */
function faultOfResponsible(
  { subject, responsiblePerson }: Registration,
  ageBand: AgeBand | undefined,
): string | undefined {
  if (responsiblePerson === undefined) return undefined;
  if (ageBand === undefined || ageBand === 'adult') {
    return 'send the ageBand of a child with it, or leave this out';
  }
  return sameIdentifier(normalise(subject), normalise(responsiblePerson))
    ? anotherPerson
    : undefined;
}

const erasing = 'The erasure of this person is under way; register them again once it is done.';

/** GDPR Art. 5(1)(d), (f), 32: what no one has proved by a token may be another person's. */
const signInRefused = (type: string): Problem =>
  problem('invalid-input', {
    errors: [
      {
        pointer: type === 'email' ? '/other/type' : '/other/issuer',
        message:
          'the person links what they sign in with themselves, by signing in with it: an e-mail address that the issuer has verified, or the user id of an issuer that is a URL',
      },
    ],
  });

const replayed = ({ status, ids }: NonNullable<Idempotency['replay']>): Answer =>
  answer(status, { subjectId: ids['subjectId'] });

/**
 * Alias rows share no transaction with another table, so the key is remembered last: what is linked is
 * linked only once, and a response is only replayed once everything is done.
 */
async function remembered(
  database: Database,
  idempotency: Idempotency | undefined,
  status: number,
  { subjectId }: { readonly subjectId: string },
): Promise<Answer | Problem> {
  if (idempotency !== undefined) {
    const outcome = await transact(database, [idempotency.record(status, { subjectId })]);
    if (outcome.kind !== 'committed') return problem('request-in-progress');
  }
  return answer(status, { subjectId });
}

type Refusal = Exclude<(Linked | Unlinked)['kind'], 'linked' | 'unlinked'>;

function refused(kind: Refusal): Problem {
  switch (kind) {
    case 'unknown':
      return problem('not-found', { detail: 'Register the person first: POST /v1/subjects.' });
    case 'erased':
      return problem('subject-erased', { detail: 'Register the person again before linking.' });
    case 'names-another':
      return problem('conflict', {
        detail: 'Both identifiers name people, and not the same one; people are never merged.',
      });
    case 'not-linked':
      return problem('not-found', { detail: 'The other identifier does not name this person.' });
    case 'only-name':
      return problem('conflict', {
        detail: 'Name the person by an identifier other than the one to be removed.',
      });
    case 'unchecked':
      return problem('conflict', {
        detail:
          'This person can sign in and would read what is kept under it: link what you have checked to be theirs, with the assurance service-verified.',
      });
    case 'sign-in':
      return problem('conflict', {
        detail: 'What the person has signed in with is removed by them, or by the privacy team.',
      });
  }
}
