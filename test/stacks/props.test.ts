import { describe, expect, test } from 'vitest';
import { checkProps, CustosPropsError } from '../../lib/check-props.ts';
import { contextProps } from '../../lib/context-props.ts';
import type { CustosProps } from '../../lib/custos-props.ts';

const issuer = { issuer: 'https://id.example.org', audience: 'custos', caller: 'subject' } as const;
const identity = (name: string) => `arn:aws:ses:eu-central-1:111122223333:identity/${name}`;
const domain = {
  domainName: 'privacy.example.org',
  certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/c0ffee',
};

const pagesCertificate = 'arn:aws:acm:us-east-1:111122223333:certificate/decaf';

describe('an invalid prop is rejected with its name and the remedy', () => {
  test.each<[string, Omit<CustosProps, 'stage'>, string]>([
    [
      'a malformed address',
      { alarmAddress: 'ada at example.org' },
      'alarmAddress: give one e-mail address, such as privacy-alarms@example.com',
    ],
    [
      'two addresses',
      { alarmAddress: 'ada@example.org, bob@example.org' },
      'alarmAddress: give one e-mail address, such as privacy-alarms@example.com',
    ],
    [
      'the name of a policy',
      { permissionsBoundary: 'boundary' },
      'permissionsBoundary: give the ARN of a managed policy, arn:aws:iam::<account>:policy/<name>',
    ],
    [
      'a bucket with a path',
      { logArchiveBucket: 's3://archive/custos' },
      'logArchiveBucket: give the name or the ARN of a bucket, without a path',
    ],
    [
      'an identity without its ARN',
      { mail: { identityArn: 'example.org', from: 'privacy@example.org' } },
      'mail.identityArn: give the ARN of an identity in SES, arn:aws:ses:<region>:<account>:identity/<domain or address>',
    ],
    [
      'a sender of another domain',
      { mail: { identityArn: identity('example.org'), from: 'privacy@example.com' } },
      'mail.from: the address must belong to the identity',
    ],
    [
      'a sender with a name',
      { mail: { identityArn: identity('example.org'), from: 'Ada <ada@example.org>' } },
      'mail.from: give one e-mail address, such as privacy@example.com',
    ],
    [
      'an identity of another Region',
      {
        mail: { identityArn: identity('example.org'), from: 'privacy@example.org' },
        env: { region: 'eu-west-1' },
      },
      'mail.identityArn: the identity must be in eu-west-1, as the API is',
    ],
    [
      'mail of two identities',
      { mail: { domain: 'example.org', identityArn: identity('example.org') } },
      'mail: give either domain, which is set up in SES, or identityArn of an identity that the account has',
    ],
    [
      'mail without an identity',
      { mail: { from: 'privacy@example.org' } },
      'mail: give either domain, which is set up in SES, or identityArn of an identity that the account has',
    ],
    [
      'an address as the domain of mail',
      { mail: { domain: 'privacy@example.org' } },
      'mail.domain: give a domain in lower case, without an address, such as example.com',
    ],
    [
      'a sender of another domain than that of mail',
      { mail: { domain: 'example.org', from: 'privacy@notexample.org' } },
      'mail.from: the address must belong to mail.domain',
    ],
    [
      'an existing identity without a sender',
      { mail: { identityArn: identity('example.org') } },
      'mail.from: give one e-mail address, such as privacy@example.com',
    ],
    [
      'no messages in a second',
      { mail: { identityArn: identity('example.org'), from: 'a@example.org', perSecond: 0 } },
      'mail.perSecond: give a number above 0 and up to 1000',
    ],
    [
      'the name of a role',
      { deployRoles: ['deployer'] },
      'deployRoles.0: give the ARN of a role without a wildcard, arn:aws:iam::<account>:role/<name>',
    ],
    [
      'roles by a pattern that another role could match',
      { deployRoles: ['arn:aws:iam::111122223333:role/deploy-*'] },
      'deployRoles.0: give the ARN of a role without a wildcard, arn:aws:iam::<account>:role/<name>',
    ],
    [
      'an unknown scanner of uploads',
      { media: { malwareScan: 'clamav' as 'guardduty' } },
      'media.malwareScan: use guardduty',
    ],
    [
      'no audit without a reason',
      { audit: { off: 'later' } },
      'audit.off: say in a sentence why calls on data of people are not recorded',
    ],
    [
      'no pages without a reason',
      { web: { off: 'later' } },
      'web.off: say in a sentence where people manage their privacy instead',
    ],
    [
      'a certificate of the pages where the API is',
      { web: { domain: { ...domain, domainName: 'my.example.org' } } },
      'web.domain.certificateArn: the certificate must be in us-east-1, where Amazon CloudFront reads certificates, whatever the Region of the stage',
    ],
    [
      'one name for the API and the pages',
      { domain, web: { domain: { ...domain, certificateArn: pagesCertificate } } },
      'web.domain.domainName: the API has this name already (domain); the pages have the API below their own name as well',
    ],
    [
      'reports without TLS',
      { web: { reportTo: 'http://reports.example.org/' } },
      'web.reportTo: give an https address, such as https://reports.example.com/csp',
    ],
    [
      'reports to an address that ends the header',
      { web: { reportTo: 'https://reports.example.org/", x="' } },
      'web.reportTo: give an https address, such as https://reports.example.com/csp',
    ],
    [
      'logs of the pages at an address',
      { web: { accessLogBucket: 's3://logs/custos' } },
      'web.accessLogBucket: give the name of a bucket, without a path',
    ],
    [
      'a lock of no days',
      { audit: { retention: { lock: { mode: 'governance', days: 0 }, retentionDays: 30 } } },
      'audit.retention.lock.days: give a whole number of days above 0',
    ],
    [
      'a service of the account that is neither own nor existing',
      { audit: { guardDuty: 'yes' as 'own' } },
      'audit.guardDuty: use own or existing or off',
    ],
    [
      'files that age before their lock ends',
      { audit: { retention: { lock: { mode: 'compliance', days: 365 }, retentionDays: 365 } } },
      'audit.retention.retentionDays: give a whole number of days, more than audit.retention.lock.days',
    ],
    [
      'an archive by a path',
      {
        audit: {
          archiveBucket: {
            bucket: 'archive/trails',
            keyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1a',
          },
        },
      },
      'audit.archiveBucket.bucket: give the name or the ARN of a bucket, without a path',
    ],
    [
      'the key of an archive by its alias, which can be changed to another key',
      {
        audit: {
          archiveBucket: {
            bucket: 'archive',
            keyArn: 'arn:aws:kms:eu-central-1:111122223333:alias/trails',
          },
        },
      },
      'audit.archiveBucket.keyArn: give the ARN of a KMS key, arn:aws:kms:<region>:<account>:key/<id>',
    ],
    [
      'an archive in another Region',
      {
        env: { region: 'eu-central-1' },
        audit: {
          archiveBucket: {
            bucket: 'archive',
            keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1a',
          },
        },
      },
      'audit.archiveBucket.keyArn: the key and its bucket must be in eu-central-1, as the stage is',
    ],
    [
      'an organization by its name',
      {
        audit: {
          management: 'organization',
          archiveBucket: {
            bucket: 'archive',
            keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1a',
            organizationId: 'example',
          },
        },
      },
      'audit.archiveBucket.organizationId: give the id, such as o-a1b2c3d4e5',
    ],
    [
      'management events of two trails in one archive',
      {
        audit: {
          archiveBucket: {
            bucket: 'archive',
            keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1a',
            organizationId: 'o-a1b2c3d4e5',
          },
        },
      },
      'audit.archiveBucket.organizationId: set audit.management to organization, or management events are there twice',
    ],
    [
      'a lock of a bucket that the archive has',
      {
        audit: {
          archiveBucket: {
            bucket: 'archive',
            keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1a',
          },
          retention: { lock: { mode: 'compliance', days: 365 }, retentionDays: 400 },
        },
      },
      'audit.retention: leave it out, the archive decides how long its files stay',
    ],
    [
      'a deployment that IAM could not name',
      { deployment: 'a-name-that-is-too-long' },
      'deployment: use at most 16 lower-case letters, digits and hyphens, beginning with a letter',
    ],
    [
      'a deployment with a path',
      { deployment: 'eu/prod' },
      'deployment: use at most 16 lower-case letters, digits and hyphens, beginning with a letter',
    ],
    [
      'a deployment that is called after another stage',
      { deployment: 'prod' },
      'deployment: prod is the name of another stage',
    ],
    [
      'a domain with a scheme',
      { domain: { ...domain, domainName: 'https://privacy.example.org' } },
      'domain.domainName: give a host name in lower case, such as privacy.example.com',
    ],
    [
      'a certificate of another service',
      { domain: { ...domain, certificateArn: 'arn:aws:iam::111122223333:server-certificate/c' } },
      'domain.certificateArn: give the ARN of a certificate in AWS Certificate Manager',
    ],
    [
      'a certificate of another Region',
      { domain, env: { region: 'eu-west-1' } },
      'domain.certificateArn: the certificate must be in eu-west-1, as the API is',
    ],
    [
      'a zone of another domain',
      { domain: { ...domain, hostedZone: { hostedZoneId: 'Z1', zoneName: 'example.com' } } },
      'domain.hostedZone.zoneName: the domain name must end in it',
    ],
    [
      'a zone by its name',
      {
        domain: { ...domain, hostedZone: { hostedZoneId: 'example.org', zoneName: 'example.org' } },
      },
      'domain.hostedZone.hostedZoneId: give the id of the zone, such as Z0123456789ABCDEFGHIJ',
    ],
    [
      'a tag of AWS',
      { tags: { 'aws:x': 'y' } },
      'tags.aws:x: this prefix is taken, choose another key',
    ],
    [
      'a tag with a strange value',
      { tags: { owner: 'a\nb' } },
      'tags.owner: a key has 1 to 128 and a value up to 256 letters, digits, spaces and _.:/=+-@',
    ],
    [
      'a reservation of nothing',
      { reservedConcurrency: { 'decision-api': 0 } },
      'reservedConcurrency.decision-api: give a whole number above 0; 0 would stop the function',
    ],
    [
      'a throttle that lets no call through',
      { throttle: { requestsPerSecond: 0, burst: 100 } },
      'throttle.requestsPerSecond: give a whole number above 0; 0 would reject every call',
    ],
    [
      'a burst that is no number of calls',
      { throttle: { requestsPerSecond: 1_000, burst: 0.5 } },
      'throttle.burst: give a whole number above 0; 0 would reject every call',
    ],
    ['no issuer', { issuers: [] }, 'issuers: name at least one, or leave it out'],
    [
      'an issuer over plain http',
      { issuers: [{ ...issuer, issuer: 'http://id.example.org' }] },
      'issuers.0.issuer: Keys fetched over plain http can be replaced on the way. Use an https URL.',
    ],
    [
      'two issuers that cannot be distinguished',
      { issuers: [issuer, { ...issuer, caller: 'staff' }] },
      'issuers.1.audience: Two entries have this issuer and audience, so callers could not be distinguished. Give each kind of caller an audience of its own.',
    ],
  ])('%s', (_, props, message) => {
    expect(() => checkProps({ stage: 'dev', ...props })).toThrow(new CustosPropsError([message]));
  });

  test('a reservation for an unknown function, with the existing names', () => {
    expect(() => checkProps({ stage: 'dev', reservedConcurrency: { decisions: 5 } })).toThrow(
      /^reservedConcurrency\.decisions: no function has this name, use authorizer, .*decision-api/,
    );
  });

  test('all at once', () => {
    expect(() =>
      checkProps({
        stage: 'dev',
        alarmAddress: 'invalid',
        logArchiveBucket: 'A',
        tags: { '': '' },
      }),
    ).toThrow(/^alarmAddress: .+\nlogArchiveBucket: .+\ntags\.: .+$/);
  });
});

describe('the context of the command line', () => {
  const read = (context: Readonly<Record<string, unknown>>) =>
    contextProps((name) => context[name]);

  test('sets the props that are strings', () => {
    expect(read({})).toEqual({ stage: 'dev' });
    expect(
      read({
        stage: 'prod',
        deployment: 'staging',
        deployRoles: 'arn:aws:iam::111122223333:role/one,arn:aws:iam::111122223333:role/two',
        policy: 'our-policy',
        alarmAddress: 'alarms@example.org',
        permissionsBoundary: 'arn:aws:iam::111122223333:policy/b',
        logArchiveBucket: 'archive',
        firewall: 'block',
        managementTrail: 'organization',
        guardDuty: 'own',
        configRecorder: 'off',
        ...domain,
        hostedZoneId: 'Z1',
        zoneName: 'example.org',
        mailIdentityArn: identity('example.org'),
        mailFrom: 'privacy@example.org',
        mailPerSecond: '14',
        auditArchiveBucket: 'trails',
        auditArchiveKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1a',
        webDomainName: 'my.example.org',
        webCertificateArn: pagesCertificate,
        webHostedZoneId: 'Z2',
        webZoneName: 'example.org',
        webReportTo: 'https://reports.example.org/',
        webAccessLogBucket: 'logs',
      }),
    ).toEqual({
      stage: 'prod',
      deployment: 'staging',
      deployRoles: ['arn:aws:iam::111122223333:role/one', 'arn:aws:iam::111122223333:role/two'],
      policyDirectory: 'our-policy',
      alarmAddress: 'alarms@example.org',
      permissionsBoundary: 'arn:aws:iam::111122223333:policy/b',
      logArchiveBucket: 'archive',
      firewall: 'block',
      audit: {
        management: 'organization',
        guardDuty: 'own',
        configRecorder: 'off',
        archiveBucket: {
          bucket: 'trails',
          keyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1a',
        },
      },
      mail: {
        identityArn: identity('example.org'),
        from: 'privacy@example.org',
        perSecond: 14,
      },
      domain: { ...domain, hostedZone: { hostedZoneId: 'Z1', zoneName: 'example.org' } },
      web: {
        domain: {
          domainName: 'my.example.org',
          certificateArn: pagesCertificate,
          hostedZone: { hostedZoneId: 'Z2', zoneName: 'example.org' },
        },
        reportTo: 'https://reports.example.org/',
        accessLogBucket: 'logs',
      },
    });
  });

  test('says that there are no pages, and why', () => {
    const off = 'People manage their privacy in the settings of the assistant.';

    expect(read({ webOff: off })).toEqual({ stage: 'dev', web: { off } });
  });

  test('name the domain of mail alone, and its sender where it is another', () => {
    expect(read({ mailDomain: 'example.org' })).toMatchObject({ mail: { domain: 'example.org' } });
    expect(read({ mailDomain: 'example.org', mailFrom: 'dpo@example.org' })).toMatchObject({
      mail: { domain: 'example.org', from: 'dpo@example.org' },
    });
  });

  test.each([
    [{ certificateArn: 'arn' }, 'domainName and certificateArn: give both or neither'],
    [{ ...domain, zoneName: 'x.org' }, 'hostedZoneId and zoneName: give both or neither'],
    [{ mailFrom: 'a@example.org' }, 'mailFrom: give mailDomain or mailIdentityArn as well'],
    [
      { auditArchiveBucket: 'trails' },
      'auditArchiveBucket and auditArchiveKeyArn: give both or neither',
    ],
    [{ webDomainName: 'x.org' }, 'webDomainName and webCertificateArn: give both or neither'],
    [{ webZoneName: 'x.org' }, 'webHostedZoneId and webZoneName: give both or neither'],
    [
      { webOff: 'Why', webReportTo: 'https://x.org/' },
      'webOff: leave out the other names that begin with web',
    ],
    [{ firewall: 'off' }, 'firewall: use count or block'],
    [{ tlsAccess: 'none' }, 'tlsAccess: use basic or strict'],
    [{ managementTrail: 'organisation' }, 'managementTrail: use own or organization'],
    [{ securityHub: 'on' }, 'securityHub: use own or existing or off'],
    [{ gatewayLogging: 'mine' }, 'gatewayLogging: use own or existing'],
    [{ ...domain, keepDefaultEndpoint: 'no' }, 'keepDefaultEndpoint: use true or false'],
    [{ policy: '' }, 'policy: give it once, as -c policy=VALUE'],
    [{ alarmAddress: ['a', 'b'] }, 'alarmAddress: give it once, as -c alarmAddress=VALUE'],
  ])('rejects %j', (context, message) => {
    expect(() => read(context)).toThrow(new CustosPropsError([message]));
  });
});
