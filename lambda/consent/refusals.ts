import type { Problem } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import { explicitMethods } from './ruling.ts';
import type { ConsentOutcome } from './store.ts';

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
    case 'own-consent-needed':
      return problem('conflict', {
        detail: 'At this age nobody consents for the person: send givenBy subject.',
      });
    case 'subject-erased':
      return problem('subject-erased', {
        detail: 'The erasure of this person is under way; nothing new can be consented to.',
      });
    case 'request-in-progress':
      return problem('request-in-progress');
  }
}
