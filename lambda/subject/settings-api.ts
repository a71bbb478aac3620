import { conflict, retryOnConflict } from '../platform/dynamo/retry.ts';
import { twoSteps } from '../policy/two-steps.ts';
import { deliverableAddress } from '../value/address.ts';
import { matches } from '../platform/http/entity-tag.ts';
import type { Answer, Handlers, RequestOf } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { Problem, ProblemDetail } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import { recentAuthentication } from '../platform/http/recent-authentication.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { durationSeconds } from '../value/duration.ts';
import type { Policy } from '../policy/schema.ts';
import { appliedAs } from '../policy/applied.ts';
import { advisoryOf } from '../policy/standing.ts';
import { chosenBy, settingsTag, writeChange } from './change-settings.ts';
import type { settingsRoutes } from './settings-routes.ts';
import type { Chosen, Contact, RequestedSettings } from './model/settings.ts';
import { changeOf, longestPeriod } from './model/settings.ts';
import type { Subjects, SubjectsDependencies } from './store.ts';
import type { Subject } from './model/subject.ts';
import { jurisdictionsOf, switchNames } from './model/subject.ts';
import type { Blocker } from './requested-settings.ts';
import { stopsOf, assess } from './requested-settings.ts';

/** Others change the row at the same moment: restrictions, holds, what a service reports. */
const attempts = 10;

/** GET and PATCH /v1/me/settings */
export function settingsHandlers(
  deps: SubjectsDependencies,
  subjects: Subjects,
): Handlers<typeof settingsRoutes> {
  const { policy } = deps;

  return {
    async readMySettings({ caller, now }) {
      const found = await subjects.resolveCaller(caller);
      const subject = found.kind === 'known' ? found.subject : undefined;
      return shown(subject, await chosenBy(deps, subject), { now });
    },

    async changeMySettings(call) {
      const { caller, now, body } = call;
      if (body.kind === 'invalid') return problem('invalid-input', { errors: body.errors });
      const { method, ...said } = body.value;
      const stale = staleSignIn(policy, call);
      const asked = requestedOf(said);
      const signedIn = await subjects.signIn(caller);
      let subject = signedIn.found.kind === 'known' ? signedIn.found.subject : undefined;
      return retryOnConflict(
        { attempts, exhausted: 'the row of a person kept changing while it was set' },
        async () => {
          if (subject?.status === 'erasing') return problem('subject-erased');
          const chosen = await chosenBy(deps, subject);
          const situation = {
            ...{ policy, chosen, now, jurisdictions: jurisdictionsOf(policy, subject) },
            ...{ signedInRecently: stale === undefined, confirmed: method === twoSteps },
          };
          const { requested, blockers, reduced } = assess(asked, situation);
          const errors = blockers.flatMap((one) => (one.kind === 'invalid' ? one.fault : []));
          if (!reduced && errors.length > 0) return problem('invalid-input', { errors });
          const warnings = [...(body.left ?? []), ...(reduced ? blockers.map(warningOf) : [])];
          const change = changeOf(policy, chosen, requested, now);
          // RFC 9110 section 13.1.1: a change that is there already is answered as done.
          if (change.words.length === 0) return shown(subject, chosen, { now, warnings });
          if (!matches(call.ifMatch, settingsTag(deps, subject))) return changedMeanwhile;
          if (!reduced && blockers.length > 0) {
            const signsIn = blockers.some(({ kind }) => kind === 'sign-in-needed');
            return signsIn && stale ? stale : twoStepsNeeded;
          }
          if (subject === undefined) {
            // Registered once nothing refuses (GDPR Art. 11(1)); a service may have been faster.
            const admitted = await subjects.admit(signedIn);
            if (admitted.kind === 'erased') {
              // Nothing is collected of them: what they want stopped is stopped, and nothing to keep.
              const { stops, others } = stopsOf(requested, situation);
              const { next, words } = changeOf(policy, chosen, stops, now);
              if (words.length === 0) return erasedBefore;
              const unrecorded = others.map((pointer) => ({ pointer, message: notCollected }));
              return shown(undefined, next, { now, warnings: [...warnings, ...unrecorded] });
            }
            subject = admitted.subject;
            return conflict;
          }
          const written = await writeChange(deps, subject, change);
          if (written !== undefined) return shown(written, change.next, { now, warnings });
          subject = await subjects.get(subject.subjectId);
          if (subject === undefined) return problem('subject-erased');
          return conflict;
        },
      );
    },
  };

  function shown(
    subject: Subject | undefined,
    chosen: Chosen,
    { now, warnings = [] }: Shown,
  ): Answer {
    const { settings, residence, contact } = chosen;
    const jurisdictions = jurisdictionsOf(policy, subject);
    const body = {
      ...settings,
      residence,
      contact,
      jurisdictions,
      ...advisoryOf(policy, jurisdictions),
      ...appliedAs(policy, subject, jurisdictions),
      offered: supportedBy(policy, now),
      ...(warnings.length > 0 && { warnings }),
    };
    return answer(200, body, { etag: settingsTag(deps, subject) });
  }
}

interface Shown {
  readonly now: EpochMilliseconds;
  /** What of a change was left out. */
  readonly warnings?: readonly ProblemDetail[];
}

type Read = Extract<
  RequestOf<(typeof settingsRoutes)['changeMySettings']>['body'],
  { kind: 'valid' }
>['value'];

const requestedOf = ({ contact, ...rest }: Omit<Read, 'method'>): RequestedSettings => ({
  ...rest,
  ...(contact !== undefined && { contact: contact && normalised(contact) }),
});

const normalised = ({ type, value }: Contact): Contact => ({
  type,
  value: (type === 'email' ? deliverableAddress(value) : undefined) ?? value.trim(),
});

/** As recent as for a copy of the data: the person who sets the contact is informed of it. */
const staleSignIn = (
  { requests }: Policy,
  { caller, now }: RequestOf<(typeof settingsRoutes)['changeMySettings']>,
): Problem | undefined =>
  recentAuthentication(caller, durationSeconds(requests.access.recentAuthentication), now);

const notCollected = 'your data was erased, and nothing is collected of you: this is not kept';

/** What is said of a part that is left out. */
function warningOf(blocker: Blocker): ProblemDetail {
  switch (blocker.kind) {
    case 'invalid':
      return blocker.fault;
    case 'sign-in-needed': {
      const message = 'sign in again, then send this again';
      return { pointer: blocker.pointer, message };
    }
    case 'two-steps-needed': {
      const message = `ask for it, confirm it separately, then send it with method ${twoSteps}`;
      return { pointer: blocker.pointer, message };
    }
  }
}

const twoStepsNeeded = problem('conflict', {
  detail:
    'The person has opted out. By their law opting in again takes two steps: let them ask for it, ' +
    `then confirm it separately, and send method ${twoSteps}.`,
});

const erasedBefore = problem('subject-erased', {
  detail: 'Your data was erased, and nothing is collected of you: there is nothing to set.',
});

const changedMeanwhile = problem('precondition-failed', {
  detail: 'Read the settings again, then send the change with their new ETag.',
});

function supportedBy(policy: Policy, now: EpochMilliseconds) {
  const { retention, ...others } = policy.settings;
  const periods = (retention?.categories ?? []).flatMap((category) => {
    const longest = longestPeriod(policy, category, now);
    return longest === undefined ? [] : [[category, longest] as const];
  });
  const open = switchNames.flatMap((name) => {
    const purposes = others[name]?.purposes;
    return purposes === undefined ? [] : [[name, { purposes }] as const];
  });
  return {
    retention: retention && {
      shortest: retention.shortest,
      categories: Object.fromEntries(periods),
    },
    ...Object.fromEntries(open),
  };
}
