import type { Problem } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import { explicitMethods } from './model/ruling.ts';
import type { ConsentOutcome } from './consents.ts';

const message = 'send a purpose that the policy declares';

/** In a body. */
export const unknownPurpose = problem('invalid-input', {
  errors: [{ pointer: '/purpose', message }],
});
/** In a query. */
export const unknownPurposeOfQuery = problem('invalid-input', {
  errors: [{ pointer: '/query/purpose', message }],
});
/** In a path. */
export const noSuchPurpose = problem('not-found', {
  errors: [{ pointer: '/path/purpose', message }],
});

export const consentsFrozen = problem('processing-frozen', {
  detail:
    'No consent is recorded while this processing is frozen; refusing and withdrawing are. ' +
    'Ask the person again later.',
});

/** What a client reads when a choice is not recorded. */
export function conflictProblem(outcome: Exclude<ConsentOutcome, { kind: 'recorded' }>): Problem {
  switch (outcome.kind) {
    case 'notice-missing':
      return problem('invalid-input', {
        errors: [{ pointer: '/notice', message: 'name the notice that was shown: id and version' }],
      });
    case 'notice-superseded':
      return problem('notice-superseded', {
        detail: 'Show the current notice and ask again.',
        extensions: { current: outcome.current },
      });
    case 'notice-unknown': {
      const { id, version } = outcome.current;
      const message = `this version was never published: show ${id}, version ${version}`;
      return problem('invalid-input', { errors: [{ pointer: '/notice/version', message }] });
    }
    case 'not-consent-based':
      return problem('conflict', {
        detail:
          'This purpose does not rest on consent here, so consent cannot be given to it; ' +
          'refusing and withdrawing are recorded.',
      });
    case 'explicit-consent-needed':
      return problem('invalid-input', {
        errors: [
          {
            pointer: '/method',
            message: `this purpose needs explicit consent: ${explicitMethods.join(', ')}`,
          },
        ],
      });
    case 'responsible-person-needed':
      return problem('conflict', {
        detail:
          'At this age, consent is given by the holder of parental responsibility: ' +
          'send givenBy responsible-person.',
      });
    case 'responsible-person-unknown':
      return problem('conflict', {
        detail:
          'No responsible person is on record: register them with ageBand and ' +
          'responsiblePerson (POST /v1/subjects), then send the consent again.',
      });
    case 'own-consent-needed':
      return problem('conflict', {
        detail:
          'No one else consents for this person, who is old enough, or whose age is not on ' +
          'record: send what the person said themselves with givenBy subject.',
      });
    case 'mandate-needed':
      return problem('conflict', {
        detail:
          'An agent consents on a mandate: send agent with name, contact and mandate signed or ' +
          'power-of-attorney.',
      });
    case 'two-steps-needed':
      return problem('conflict', {
        detail:
          'The person has opted out. By their law opting in again takes two steps: let them ask ' +
          'for it, then confirm it separately, and send method two-step-confirmation.',
      });
    case 'subject-erased':
      return problem('subject-erased', {
        detail: 'The erasure of this person is under way; nothing new can be consented to.',
      });
    case 'processing-frozen':
      return consentsFrozen;
    case 'request-in-progress':
      return problem('request-in-progress');
  }
}
