import type { PolicyDocument } from '../../lambda/policy/schema.ts';
import type { Finding } from './problem.ts';

/** A sign-in is recent only where the policy says what recent is. */
export const requestFindings = ({ requests }: PolicyDocument): Finding[] =>
  Object.entries(requests).flatMap(([kind, { assurance, recentAuthentication }]): Finding[] =>
    assurance === 'recent-account' && recentAuthentication === undefined
      ? [
          {
            path: ['requests', kind, 'assurance'],
            message: 'A recent sign-in is asked for, and nothing says what is recent.',
            remedy: 'Add `recentAuthentication: PT15M`, or ask for `account`.',
          },
        ]
      : [],
  );
