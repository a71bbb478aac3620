import { describe, expect, test } from 'vitest';
import { accountServices } from '../../lib/custos-props.ts';
import type { CustosAudit } from '../../lib/custos-props.ts';
import { at, every, synthesize, synthesizeWith } from './templates.ts';
import type { Template } from './templates.ts';

const own = Object.fromEntries(accountServices.map((service) => [service, 'own'])) as CustosAudit;
const auditOf = (audit: CustosAudit): Template => synthesizeWith('prod', { audit }).audit!;
const ofServices = (template: Template): string[] =>
  Object.values(template.Resources)
    .map(({ Type }) => Type)
    .filter((type) => /^AWS::(GuardDuty|AccessAnalyzer|Config|SecurityHub)::/.test(type))
    .sort();

describe('services of the account', () => {
  test('are not created unless the operator asks: an account has one of each', () => {
    for (const stage of ['dev', 'prod'] as const) {
      expect(ofServices(synthesize(stage).audit!)).toEqual([]);
    }
  });

  const template = auditOf(own);

  test('are created where the operator asks', () => {
    expect(ofServices(template)).toEqual([
      'AWS::AccessAnalyzer::Analyzer',
      'AWS::Config::ConfigurationRecorder',
      'AWS::Config::DeliveryChannel',
      'AWS::GuardDuty::Detector',
      'AWS::SecurityHub::Hub',
      'AWS::SecurityHub::Standard',
    ]);
  });

  test('GuardDuty has the features for what Custos uses, and no other is on by default', () => {
    const [[, { Properties }] = ['', { Properties: {} }]] = every(
      template,
      'AWS::GuardDuty::Detector',
    );
    expect(at(Properties, 'Features')).toEqual([
      { Name: 'S3_DATA_EVENTS', Status: 'ENABLED' },
      { Name: 'LAMBDA_NETWORK_LOGS', Status: 'ENABLED' },
      { Name: 'EKS_AUDIT_LOGS', Status: 'DISABLED' },
      { Name: 'EBS_MALWARE_PROTECTION', Status: 'DISABLED' },
      { Name: 'RDS_LOGIN_EVENTS', Status: 'DISABLED' },
      { Name: 'RUNTIME_MONITORING', Status: 'DISABLED' },
    ]);
  });

  test('AWS Config records types that the stacks have, into a bucket that stays', () => {
    const { data, media, service, edge, watch } = synthesize('prod');
    const deployed = [data, media, service, edge, watch].flatMap(({ Resources }) =>
      Object.values(Resources).map(({ Type }) => Type),
    );
    const [[, recorder] = []] = every(template, 'AWS::Config::ConfigurationRecorder');
    const recorded = at(recorder, 'Properties', 'RecordingGroup', 'ResourceTypes') as string[];

    expect(recorded.length).toBeGreaterThan(0);
    for (const type of recorded) expect(deployed).toContain(type);
    const [bucket] = every(template, 'AWS::S3::Bucket').filter(([id]) => id.startsWith('Account'));
    expect(bucket?.[1].DeletionPolicy).toBe('Retain');
    expect(bucket?.[1].Properties).not.toHaveProperty('ObjectLockEnabled');
  });

  test.each([
    ['guardDuty', 'SevereFinding'],
    ['accessAnalyzer', 'OpenedToOthers'],
  ] as const)('findings of %s are reported unless it is off', (service, detection) => {
    const isReported = (mode: 'existing' | 'off') =>
      Object.keys(auditOf({ [service]: mode }).Resources).some((id) => id.includes(detection));

    expect(isReported('existing')).toBe(true);
    expect(isReported('off')).toBe(false);
  });
});
