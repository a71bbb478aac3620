import type { Need } from '../../lambda/platform/environment.ts';
import { noSender } from '../../lambda/platform/mail/mail.ts';
import { formatSender } from '../../lambda/platform/mail/sender.ts';
import type { MailSender } from '../constructs/mail-sender.ts';
import { allow } from './binding.ts';
import type { Binding } from './binding.ts';

type MailAction = Extract<Need, { mail: unknown }>['mail'][number];

/**
 * Messages of one address, with the configuration set that reports what becomes of them. Without a
 * sender a function is deployed and may send nothing.
 */
export function bindMail(actions: readonly MailAction[], sender: MailSender | undefined): Binding {
  if (sender === undefined) return { variables: { CUSTOS_MAIL_AT: noSender }, statements: [] };
  const { identityArn, from, configurationSet, configurationSetArn, perSecond } = sender;
  return {
    variables: { CUSTOS_MAIL_AT: formatSender({ from, configurationSet, perSecond }) },
    statements: actions.includes('send')
      ? [
          // SES authorizes a call of SendEmail with a raw message as SendRawEmail.
          allow(['ses:SendEmail', 'ses:SendRawEmail'], [identityArn, configurationSetArn], {
            StringEquals: { 'ses:FromAddress': from },
          }),
        ]
      : [],
  };
}
