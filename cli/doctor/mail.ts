import { GetAccountCommand, ListEmailIdentitiesCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { ask, unanswered } from './ask.ts';
import type { Check, DoctorContext } from './check.ts';
import { attention, failed, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';

export const mail: Check = {
  name: 'mail',
  actions: ['ses:GetAccount', 'ses:ListEmailIdentities'],
  run: async (context) => {
    const ses = new SESv2Client(context.client);
    return [await account(ses, context), await identities(ses, context)];
  },
};

async function account(ses: SESv2Client, { region }: DoctorContext): Promise<Outcome> {
  const answer = await ask('ses:GetAccount', () => ses.send(new GetAccountCommand({})));
  if (answer.kind !== 'answered') return unanswered('SES', answer);
  const { SendingEnabled: sends, ProductionAccessEnabled: production } = answer.value;
  if (!sends) {
    return failed(
      `SES sends no mail from this account in ${region}.`,
      'Open the SES console: AWS has paused sending, or it was never set up in this Region.',
    );
  }
  return production
    ? ok(`SES sends to everybody from ${region}.`)
    : attention(
        `SES is in the sandbox in ${region}: it sends to verified addresses only.`,
        'Ask for production access in the SES console; allow for a day or two.',
      );
}

async function identities(ses: SESv2Client, { region }: DoctorContext): Promise<Outcome> {
  const answer = await ask('ses:ListEmailIdentities', async () => {
    const found = [];
    let token: string | undefined;
    do {
      const page = await ses.send(
        new ListEmailIdentitiesCommand({ PageSize: 1000, ...(token && { NextToken: token }) }),
      );
      found.push(...(page.EmailIdentities ?? []));
      token = page.NextToken;
    } while (token !== undefined);
    return found;
  });
  if (answer.kind !== 'answered') return unanswered('Senders of SES', answer);
  const ready = answer.value.filter(
    ({ SendingEnabled: enabled, VerificationStatus: status }) =>
      enabled === true && (status === undefined || status === 'SUCCESS'),
  );
  return ready.length > 0
    ? ok(`SES has ${ready.length} verified senders in ${region}.`)
    : attention(
        `SES has no verified sender in ${region}.`,
        'Verify the domain that mail about privacy comes from (SES console, Identities), with DKIM.',
      );
}
