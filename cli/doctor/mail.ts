import {
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { noFollowUpUrl } from '../../lib/policy/mail-page.ts';
import {
  mailIdentityOutput,
  mailPageOutput,
  noMailPage,
  physicalName,
  stackNames,
} from '../../lib/names.ts';
import { ask, unanswered } from './ask.ts';
import type { Check, DoctorContext } from './check.ts';
import { deployedStacks } from './deployed-stacks.ts';
import { attention, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';

/** What SES publishes of messages, as `lib/constructs/mail-sender.ts` asks it to. */
const published = ['SEND', 'BOUNCE', 'COMPLAINT', 'REJECT'] as const;

const actions = [
  'cloudformation:DescribeStacks',
  'ses:GetAccount',
  'ses:GetEmailIdentity',
  'ses:GetConfigurationSet',
  'ses:GetConfigurationSetEventDestinations',
];

/** Whether mail reaches people: the sender, the account, the identity, and what SES reports back. */
export const mail: Check = {
  name: 'mail',
  actions,
  run: async (context) => {
    const answer = await ask(actions, () => senderOf(context));
    if (answer.kind !== 'answered') return [unanswered('Sender of mail', answer)];
    const ses = new SESv2Client(context.client);
    switch (answer.value.kind) {
      case 'not-deployed':
        return account(ses, context);
      case 'no-sender':
        return [
          attention(
            'No sender of mail is configured: no one is written to, and people without an account get 503.',
            'Set the prop mail (docs/adopt.md, "Mail to people") and deploy.',
          ),
        ];
      case 'sender': {
        const set = physicalName(context);
        const parts = await Promise.all([
          account(ses, context),
          identity(ses, context, answer.value.identity),
          sending(ses, set),
          reports(ses, set),
        ]);
        return [...parts.flat(), ...page(answer.value.page)];
      }
    }
  },
};

type Sender =
  | { readonly kind: 'not-deployed' | 'no-sender' }
  | { readonly kind: 'sender'; readonly identity: string; readonly page: string | undefined };

async function senderOf(context: DoctorContext): Promise<Sender> {
  const { service } = stackNames(context);
  const stack = (await deployedStacks(context)).find(({ StackName: name }) => name === service);
  if (stack === undefined) return { kind: 'not-deployed' };
  const output = (name: string) =>
    stack.Outputs?.find(({ OutputKey: key }) => key === name)?.OutputValue;
  const sender = output(mailIdentityOutput);
  return sender === undefined
    ? { kind: 'no-sender' }
    : { kind: 'sender', identity: sender, page: output(mailPageOutput) };
}

/** A stack of an earlier version does not say. */
const page = (url: string | undefined): Outcome[] =>
  url === noMailPage
    ? [attention(noFollowUpUrl.message, `${noFollowUpUrl.remedy} Then deploy.`)]
    : [];

async function account(ses: SESv2Client, { region }: DoctorContext): Promise<Outcome[]> {
  const answer = await ask('ses:GetAccount', () => ses.send(new GetAccountCommand({})));
  if (answer.kind !== 'answered') return [unanswered(`SES in ${region}`, answer)];
  const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus } = answer.value;
  const found = [
    ...(SendingEnabled === false || EnforcementStatus === 'SHUTDOWN'
      ? [
          attention(
            `SES in ${region} has paused sending of this account.`,
            'Read the reason in the SES console, Reputation metrics, and answer the case of AWS.',
          ),
        ]
      : []),
    ...(EnforcementStatus === 'PROBATION'
      ? [
          attention(
            `SES in ${region} reviews this account, and may pause it.`,
            'Read the reason in the SES console, Reputation metrics: bounces or complaints are too many.',
          ),
        ]
      : []),
    ...(ProductionAccessEnabled === true
      ? []
      : [
          attention(
            `SES in ${region} is in the sandbox: it writes to verified addresses only.`,
            'Request production access (SES console, Account dashboard); AWS takes a day or more.',
          ),
        ]),
  ];
  return found.length > 0 ? found : [ok(`SES in ${region} writes to any address.`)];
}

async function identity(
  ses: SESv2Client,
  { region }: DoctorContext,
  name: string,
): Promise<Outcome[]> {
  const answer = await ask('ses:GetEmailIdentity', () =>
    ses.send(new GetEmailIdentityCommand({ EmailIdentity: name })),
  );
  if (answer.kind === 'refused' && answer.name === 'NotFoundException') {
    return [
      attention(
        `SES in ${region} has no identity ${name}, so no message is taken.`,
        'Verify it there, or set the prop mail.domain and deploy.',
      ),
    ];
  }
  if (answer.kind !== 'answered') return [unanswered(`Identity ${name} in SES`, answer)];
  const { VerifiedForSendingStatus: isVerified, DkimAttributes: dkim = {} } = answer.value;
  const status = dkim.Status ?? 'NOT_STARTED';
  const isDomain = !name.includes('@');
  const records = isDomain
    ? 'Publish the DNS records MailDkim1 to MailDkim3 of the data stack, or those that SES shows for the identity; SES looks for 72 hours.'
    : 'Open the link in the message that SES sent to the address.';
  if (isVerified !== true) {
    return [
      attention(
        `The identity ${name} is not verified${isDomain ? ` (DKIM: ${status})` : ''}, so no message is taken.`,
        records,
      ),
    ];
  }
  // An address is signed for by its domain, if at all.
  if (isDomain && (status !== 'SUCCESS' || dkim.SigningEnabled !== true)) {
    return [
      attention(
        `Messages of ${name} are not signed (DKIM: ${dkim.SigningEnabled === true ? status : 'switched off'}): many providers reject them.`,
        records,
      ),
    ];
  }
  return [
    ok(`The identity ${name} is verified${isDomain ? ', and its messages are signed' : ''}.`),
  ];
}

async function sending(ses: SESv2Client, set: string): Promise<Outcome[]> {
  const answer = await ask('ses:GetConfigurationSet', () =>
    ses.send(new GetConfigurationSetCommand({ ConfigurationSetName: set })),
  );
  if (answer.kind === 'refused' && answer.name === 'NotFoundException') {
    return [missing(`The configuration set ${set} is missing, so no message is taken.`)];
  }
  if (answer.kind !== 'answered') return [unanswered(`Configuration set ${set}`, answer)];
  return answer.value.SendingOptions?.SendingEnabled === false
    ? [
        attention(
          `Sending with the configuration set ${set} is paused.`,
          `Run aws sesv2 put-configuration-set-sending-options --configuration-set-name ${set} --sending-enabled unless it was paused on purpose.`,
        ),
      ]
    : [];
}

async function reports(ses: SESv2Client, set: string): Promise<Outcome[]> {
  const answer = await ask('ses:GetConfigurationSetEventDestinations', () =>
    ses.send(new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName: set })),
  );
  // Reported with the set.
  if (answer.kind === 'refused' && answer.name === 'NotFoundException') return [];
  if (answer.kind !== 'answered') return [unanswered(`Events of ${set}`, answer)];
  const { EventDestinations: all = [] } = answer.value;
  const reported = all
    .filter(
      ({ Enabled, EventBridgeDestination }) =>
        Enabled === true && EventBridgeDestination !== undefined,
    )
    .flatMap(({ MatchingEventTypes = [] }) => MatchingEventTypes);
  const lacking = published.filter((type) => !reported.includes(type));
  return lacking.length === 0
    ? [ok(`SES reports what became of messages of ${set}.`)]
    : [
        missing(
          `SES does not report ${lacking.join(', ')} of ${set}: mails that came back count as sent.`,
        ),
      ];
}

const missing = (what: string): Outcome =>
  attention(
    what,
    'It was changed by hand: run cdk drift on the service stack, and restore what it names.',
  );
