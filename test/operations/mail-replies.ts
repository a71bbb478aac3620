import type { Replies } from './aws-server.ts';

const set = 'ses GET /v2/email/configuration-sets/custos-prod';

export const mailCalls = {
  account: 'ses GET /v2/email/account',
  identity: 'ses GET /v2/email/identities/example.com',
  set,
  destinations: `${set}/event-destinations`,
} as const;

/** An account in which SES sends in the name of example.com, and reports it. */
export const soundMail: Replies = {
  [mailCalls.account]: {
    body: { ProductionAccessEnabled: true, SendingEnabled: true, EnforcementStatus: 'HEALTHY' },
  },
  [mailCalls.identity]: {
    body: {
      VerifiedForSendingStatus: true,
      DkimAttributes: { SigningEnabled: true, Status: 'SUCCESS' },
    },
  },
  [mailCalls.set]: { body: { SendingOptions: { SendingEnabled: true } } },
  [mailCalls.destinations]: {
    body: {
      EventDestinations: [
        {
          ...{ Name: 'outcomes', Enabled: true },
          MatchingEventTypes: ['SEND', 'BOUNCE', 'COMPLAINT', 'REJECT'],
          EventBridgeDestination: { EventBusArn: 'arn:aws:events:eu-central-1:111122223333:bus' },
        },
      ],
    },
  },
};
