import type { PolicyDocument } from '../../lambda/policy/schema.ts';
import type { Finding } from './problem.ts';

export const requestFindings = (document: PolicyDocument): Finding[] => [
  ...unclearSignIns(document),
  ...openGates(document),
];

/** A sign-in is recent only where the policy says what recent is. */
const unclearSignIns = ({ requests }: PolicyDocument): Finding[] =>
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

/**
 * What the privacy team does not answer is carried out on the data, and has at least one gate: else a
 * letter would be enough (GDPR Art. 12(6), 32).
 */
const openGates = ({ requests }: PolicyDocument): Finding[] =>
  Object.entries(requests).flatMap(([kind, gate]): Finding[] =>
    !('target' in gate) && gate.assurance === 'none' && gate.approvals === 0
      ? [
          {
            path: ['requests', kind, 'assurance'],
            message:
              'No one proves who asks and no one approves: anyone could ask in the name of anyone, by letter or telephone.',
            remedy: 'Write `assurance: email-verified`, or `approvals: 1`.',
          },
        ]
      : [],
  );
