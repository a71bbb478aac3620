import { describe, expect, test } from 'vitest';
import { mail } from '../../cli/doctor/mail.ts';
import { stages } from '../../lib/stages.ts';
import { awsServer } from './aws-server.ts';
import type { Replies, Reply } from './aws-server.ts';
import { mailCalls, soundMail } from './mail-replies.ts';

/** The service stack with its output; none where nothing is deployed. */
const service = (identity?: string, page = 'https://example.com/#{token}'): Reply => ({
  body: `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>Custos-prod-Service</StackName><CreationTime>2026-11-01T00:00:00Z</CreationTime><StackStatus>UPDATE_COMPLETE</StackStatus>${
    identity === undefined
      ? ''
      : `<Outputs><member><OutputKey>MailIdentity</OutputKey><OutputValue>${identity}</OutputValue></member><member><OutputKey>MailPage</OutputKey><OutputValue>${page}</OutputValue></member></Outputs>`
  }</member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
});
const nothing: Reply = {
  body: '<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks></Stacks></DescribeStacksResult></DescribeStacksResponse>',
};
const stack = 'cloudformation DescribeStacks';
const notThere: Reply = { error: 'NotFoundException', status: 404 };

async function found(changes: Replies = {}) {
  const { endpoint, asked } = await awsServer({
    ...soundMail,
    [stack]: service('example.com'),
    ...changes,
  });
  const outcomes = await mail.run({
    ...{ region: 'eu-central-1', stage: stages.prod, deployment: 'prod', qualifier: 'hnb659fds' },
    client: {
      ...{ region: 'eu-central-1', endpoint, maxAttempts: 1 },
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    now: Date.now,
  });
  return { outcomes, asked: asked.map(({ operation }) => operation) };
}

const account = (changes: object): Replies => ({
  [mailCalls.account]: {
    body: { ProductionAccessEnabled: true, SendingEnabled: true, ...changes },
  },
});
const identity = (isVerified: boolean, dkim: object): Replies => ({
  [mailCalls.identity]: {
    body: { VerifiedForSendingStatus: isVerified, DkimAttributes: dkim },
  },
});
const destination = (changes: object): Replies => ({
  [mailCalls.destinations]: {
    body: {
      EventDestinations: [
        {
          ...{ Name: 'outcomes', Enabled: true, EventBridgeDestination: { EventBusArn: 'arn' } },
          MatchingEventTypes: ['SEND', 'BOUNCE', 'COMPLAINT', 'REJECT'],
          ...changes,
        },
      ],
    },
  },
});

describe('what custos doctor says of mail', () => {
  test('is nothing where SES sends in the name of the domain and reports it', async () => {
    const { outcomes, asked } = await found();

    expect(outcomes.map(({ kind }) => kind)).toEqual(['ok', 'ok', 'ok']);
    expect(asked.every((operation) => / (GET|Describe)/.test(operation))).toBe(true);
  });

  test.each<[what: string, changes: Replies, words: RegExp, remedy: RegExp]>([
    ['no sender', { [stack]: service() }, /^No sender of mail/, /prop mail/],
    [
      'no page for the links in mails',
      { [stack]: service('example.com', 'none') },
      /no page for the links in mails/,
      /mail\.followUpUrl.*Then deploy/,
    ],
    ['the sandbox', account({ ProductionAccessEnabled: false }), /sandbox/, /production access/],
    ['paused sending', account({ SendingEnabled: false }), /has paused/, /Reputation/],
    ['an account that AWS shut', account({ EnforcementStatus: 'SHUTDOWN' }), /has paused/, /case/],
    ['a review', account({ EnforcementStatus: 'PROBATION' }), /may pause it/, /bounces/],
    [
      'an identity that is missing',
      { [mailCalls.identity]: notThere },
      /no identity example\.com/,
      /mail\.domain/,
    ],
    [
      'an identity that is not verified',
      identity(false, { SigningEnabled: true, Status: 'PENDING' }),
      /example\.com is not verified \(DKIM: PENDING\)/,
      /MailDkim1 to MailDkim3/,
    ],
    [
      'DKIM that is pending',
      identity(true, { SigningEnabled: true, Status: 'PENDING' }),
      /not signed \(DKIM: PENDING\)/,
      /MailDkim1/,
    ],
    [
      'DKIM that is switched off',
      identity(true, { SigningEnabled: false, Status: 'SUCCESS' }),
      /not signed \(DKIM: switched off\)/,
      /DNS records/,
    ],
    [
      'a configuration set that is missing',
      { [mailCalls.set]: notThere, [mailCalls.destinations]: notThere },
      /configuration set custos-prod is missing/,
      /cdk drift/,
    ],
    [
      'a configuration set that is paused',
      { [mailCalls.set]: { body: { SendingOptions: { SendingEnabled: false } } } },
      /custos-prod is paused/,
      /--sending-enabled/,
    ],
    [
      'no event destination',
      { [mailCalls.destinations]: { body: { EventDestinations: [] } } },
      /does not report SEND, BOUNCE, COMPLAINT, REJECT/,
      /cdk drift/,
    ],
    ['a destination that is off', destination({ Enabled: false }), /does not report SEND/, /drift/],
    [
      'a destination without bounces',
      destination({ MatchingEventTypes: ['SEND', 'COMPLAINT', 'REJECT'] }),
      /does not report BOUNCE of custos-prod/,
      /drift/,
    ],
    [
      'a destination elsewhere',
      destination({ EventBridgeDestination: undefined }),
      /does not report SEND/,
      /drift/,
    ],
  ])('names %s, and what to do', async (_, changes, words, remedy) => {
    const { outcomes } = await found(changes);

    const named = outcomes.filter(({ kind }) => kind !== 'ok');
    expect(named).toEqual([
      {
        kind: 'attention',
        what: expect.stringMatching(words) as string,
        remedy: expect.stringMatching(remedy) as string,
      },
    ]);
  });

  test('is about the account alone before anything is deployed', async () => {
    const { outcomes, asked } = await found({
      [stack]: nothing,
      ...account({ ProductionAccessEnabled: false }),
    });

    expect(outcomes).toMatchObject([{ kind: 'attention', what: expect.stringMatching(/sandbox/) }]);
    expect(asked).toEqual([stack, mailCalls.account]);
  });

  test('asks no DKIM of a single address', async () => {
    const address = 'ses GET /v2/email/identities/privacy%40example.com';
    const { outcomes } = await found({
      [stack]: service('privacy@example.com'),
      [address]: { body: { VerifiedForSendingStatus: true } },
    });

    expect(outcomes.map(({ kind }) => kind)).toEqual(['ok', 'ok', 'ok']);
  });

  test('is unknown where the credentials may not ask, with the action', async () => {
    const denied: Reply = { error: 'AccessDeniedException', status: 403 };
    const { outcomes } = await found({ [mailCalls.identity]: denied });

    expect(outcomes).toContainEqual({
      kind: 'unknown',
      what: 'Identity example.com in SES: the credentials may not ask.',
      remedy: 'Allow ses:GetEmailIdentity to these credentials, and run it again.',
    });
  });
});
