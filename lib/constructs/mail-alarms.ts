import { logged } from './function-watch.ts';
import type { Watch } from './function-watch.ts';

/** The sweep gives up what the mail service does not take: the log of the sweep has both. */
export const mailAlarms: Watch = (scope, watched) => ({
  MailsFailed: {
    area: 'requests',
    impact: 'A person is not informed by mail of what became of their request.',
    firstStep:
      'Find the request in the line with MAIL_FAILED in the log of the sweep: `not-accepted` is a sender that SES pauses, restricts or has not verified, `unanswered` a message without an answer. Inform the person in another way.',
    metric: logged(scope, watched, 'MailFailuresLogged', 'MAIL_FAILED'),
  },
  MailsWaiting: {
    area: 'requests',
    impact: 'Mails to people about their requests wait: the mail service does not take them.',
    firstStep:
      'Read the lines with FAILED in the log of `mail-delivery`; MailRefusedError is a sender that SES pauses, restricts or has not verified (`custos doctor`).',
    metric: logged(scope, watched, 'MailWaitsLogged', 'MAIL_WAITING'),
    periods: 6,
  },
});
