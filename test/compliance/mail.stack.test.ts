import { describe, expect, test } from 'vitest';
import { functions } from '../../lib/functions.ts';
import { mailIdentityOutput } from '../../lib/names.ts';
import { at, every, named, synthesize, synthesizeWith } from '../stacks/templates.ts';
import { callsOf } from './calls.ts';
import { deploy } from './deployment.ts';
import { account, region } from './literals.ts';
import { allowed, asAdministrator, refused } from './simulate.ts';
import type { Call } from './simulate.ts';

const ses = (resource: string) => `arn:aws:ses:${region}:${account}:${resource}`;
const from = 'privacy@example.com';
const synthesized = synthesizeWith('prod', {
  mail: { identityArn: ses('identity/example.com'), from, perSecond: 14 },
});
const where = deploy(synthesized);
const roleOf = (name: string) => {
  const found = where.functions.find((each) => each.name === name);
  if (found === undefined) throw new Error(`${name} is not deployed`);
  return found;
};
const sending = (resource: string, sender = from, verb = 'SendEmail'): Call => ({
  action: `ses:${verb}`,
  resource: ses(resource),
  context: { 'ses:FromAddress': sender },
});
const own = ['SendEmail', 'SendRawEmail'].flatMap((verb) => [
  sending('identity/example.com', from, verb),
  sending('configuration-set/custos-prod', from, verb),
]);
const senders = functions.filter(({ needs }) =>
  needs.some((need) => 'mail' in need && need.mail.includes('send')),
);

describe('with a sender of mail', () => {
  test('two functions send, in the name of the sender, with its configuration set', async () => {
    expect(senders.map(({ name }) => name)).toEqual(['mail-delivery', 'incident-notices']);
    for (const facts of senders) {
      const deployed = roleOf(facts.name);
      const calls = callsOf(where, facts, deployed);

      expect(calls.filter(({ action }) => action.startsWith('ses:'))).toEqual(own);
      expect(await refused(where, deployed.role, calls)).toEqual([]);
    }
  });

  test('they send from no other address and no other identity, and change nothing of SES', async () => {
    const forbidden: readonly Call[] = [
      sending('identity/example.com', 'ceo@example.com'),
      sending('identity/example.com', 'ceo@example.com', 'SendRawEmail'),
      sending('identity/example.org'),
      sending('configuration-set/other'),
      ...[
        'SendBulkEmail',
        'SendBulkTemplatedEmail',
        'DeleteEmailIdentity',
        'CreateEmailIdentityPolicy',
      ].map((verb) => ({ action: `ses:${verb}`, resource: ses('identity/example.com') })),
    ];

    for (const { name } of senders) {
      const { role } = roleOf(name);
      expect(await allowed(where, asAdministrator(role), forbidden), name).toEqual([]);
    }
  });

  test('no other function sends, even with AdministratorAccess', async () => {
    for (const { name } of functions.filter((each) => !senders.includes(each))) {
      expect(await allowed(where, asAdministrator(roleOf(name).role), own), name).toEqual([]);
    }
  });

  test('what became of messages reaches a function by their ids, without an address', () => {
    const rules = every(synthesized.service, 'AWS::Events::Rule').filter(
      ([, { Properties }]) => at(Properties, 'EventPattern', 'source', '0') === 'aws.ses',
    );
    const [rule] = rules;
    const target = at(rule?.[1].Properties, 'Targets', '0');

    expect(rules).toHaveLength(1);
    expect(at(rule?.[1].Properties, 'EventPattern', 'detail')).toEqual({
      eventType: ['Send', 'Bounce', 'Complaint', 'Reject'],
      mail: { tags: { 'ses:configuration-set': ['custos-prod'] } },
    });
    expect(named(synthesized, at(target, 'Arn'))).toContain('MailEvents');
    expect(Object.values(at(target, 'InputTransformer', 'InputPathsMap') as object).sort()).toEqual(
      ['$.detail.eventType', '$.detail.mail.tags.custos_message[0]', '$.time'],
    );
    // A dead-letter queue of the rule would keep the event as SES published it.
    expect(at(target, 'DeadLetterConfig')).toBeUndefined();
  });

  test('messages are not tracked, and go to servers with TLS only', () => {
    const [[, set] = []] = every(synthesized.service, 'AWS::SES::ConfigurationSet');
    const [[, destination] = []] = every(
      synthesized.service,
      'AWS::SES::ConfigurationSetEventDestination',
    );

    expect(set?.Properties).toMatchObject({
      Name: 'custos-prod',
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
    });
    expect(set?.Properties['TrackingOptions']).toBeUndefined();
    expect(at(destination?.Properties, 'EventDestination', 'MatchingEventTypes')).toEqual([
      'SEND',
      'BOUNCE',
      'COMPLAINT',
      'REJECT',
    ]);
  });
});

describe('with a domain of mail', () => {
  const domain = 'mail.example.com';
  const own = synthesizeWith('prod', { mail: { domain } });

  test('the data stack sets it up, keeps it, and shows the records that its DNS needs', () => {
    const [[id, identity] = []] = every(own.data, 'AWS::SES::EmailIdentity');

    expect(identity).toMatchObject({
      ...{ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' },
      Properties: { EmailIdentity: domain, DkimAttributes: { SigningEnabled: true } },
    });
    for (const number of [1, 2, 3]) {
      const part = (name: string) => ({ 'Fn::GetAtt': [id, `DkimDNSToken${name}${number}`] });
      expect(own.data.Outputs?.[`MailDkim${number}`]?.Value).toEqual({
        'Fn::Join': ['', [part('Name'), ' CNAME ', part('Value')]],
      });
    }
    expect(JSON.stringify(own.service)).not.toContain('AWS::SES::EmailIdentity');
    expect(own.service.Outputs?.[mailIdentityOutput]?.Value).toBe(domain);
  });

  test('its functions send from it, with the configuration set, and from nothing else', async () => {
    const there = deploy(own);
    const sender = `privacy@${domain}`;
    for (const facts of senders) {
      const deployed = there.functions.find(({ name }) => name === facts.name)!;
      const calls = callsOf(there, facts, deployed);

      expect(calls.filter(({ action }) => action === 'ses:SendEmail')).toEqual([
        sending(`identity/${domain}`, sender),
        sending('configuration-set/custos-prod', sender),
      ]);
      expect(await refused(there, deployed.role, calls)).toEqual([]);
      const others = [
        sending('identity/example.com', sender),
        sending(`identity/${domain}`, `ceo@${domain}`),
      ];
      expect(await allowed(there, asAdministrator(deployed.role), others)).toEqual([]);
    }
  });

  test('a stage for trials deletes it with its stacks', () => {
    const { data } = synthesizeWith('dev', { mail: { domain } });

    expect(every(data, 'AWS::SES::EmailIdentity')[0]?.[1].DeletionPolicy).toBe('Delete');
  });

  test('an existing identity is not set up again', () => {
    expect(JSON.stringify(synthesized.data)).not.toContain('AWS::SES::');
    expect(synthesized.service.Outputs?.[mailIdentityOutput]?.Value).toBe('example.com');
    expect(Object.keys(synthesized.data.Outputs ?? {}).join()).not.toContain('MailDkim');
  });
});

test('without a sender nothing of SES is deployed, and no function may send', () => {
  const { data, service } = synthesize('prod');
  const template = JSON.stringify([data, service]);

  expect(template).not.toContain('AWS::SES::');
  expect(template).not.toContain('ses:SendEmail');
  expect(template).toContain('"CUSTOS_MAIL_AT":"off"');
});
