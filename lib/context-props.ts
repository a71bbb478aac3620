import { CustosPropsError, oneOf } from './check-props.ts';
import { tlsAccesses } from './constructs/tls.ts';
import {
  accountServices,
  gatewayLoggings,
  malwareScanners,
  managementTrails,
  serviceModes,
} from './custos-props.ts';
import type { CustosAudit, CustosDomain, CustosProps } from './custos-props.ts';
import type { CustosWebDomain } from './custos-web.ts';
import { firewallModes, stageNamed } from './stages.ts';

/**
 * The props that `cdk -c name=value` can set. Props that are objects of an app need an app.
 *
 * @throws UnknownStageError
 * @throws CustosPropsError
 */
export function contextProps(context: (name: string) => unknown): CustosProps {
  const text = (name: string): string | undefined => {
    const value = context(name);
    if (value === undefined || (typeof value === 'string' && value !== '')) return value;
    throw new CustosPropsError([`${name}: give it once, as -c ${name}=VALUE`]);
  };
  const own = <Name extends keyof CustosProps>(name: Name, value: CustosProps[Name] | undefined) =>
    value === undefined ? {} : { [name]: value };
  return {
    stage: stageNamed(context('stage') ?? 'dev').name,
    ...own('deployment', text('deployment')),
    ...own('policyDirectory', text('policy')),
    ...own('alarmAddress', text('alarmAddress')),
    ...own('permissionsBoundary', text('permissionsBoundary')),
    ...own('logArchiveBucket', text('logArchiveBucket')),
    ...own('firewall', choice(text, 'firewall', firewallModes)),
    ...own('tlsAccess', choice(text, 'tlsAccess', tlsAccesses)),
    ...own('gatewayLogging', choice(text, 'gatewayLogging', gatewayLoggings)),
    ...own('audit', auditOf(text)),
    ...own('deployRoles', text('deployRoles')?.split(',')),
    ...own('domain', domainOf(text)),
    ...own('mail', mailOf(text)),
    ...own('media', mediaOf(text)),
    ...own('web', webOf(text)),
  };
}

const auditOf = (text: (name: string) => string | undefined): CustosProps['audit'] => {
  const [bucket, keyArn] = [text('auditArchiveBucket'), text('auditArchiveKeyArn')];
  if ((bucket === undefined) !== (keyArn === undefined)) {
    throw new CustosPropsError(['auditArchiveBucket and auditArchiveKeyArn: give both or neither']);
  }
  const archive = bucket === undefined || keyArn === undefined ? undefined : { bucket, keyArn };
  const given = [
    ['management', choice(text, 'managementTrail', managementTrails)] as const,
    ['archiveBucket', archive] as const,
    ...accountServices.map((name) => [name, choice(text, name, serviceModes)] as const),
  ].filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : (Object.fromEntries(given) as CustosAudit);
};

function choice<Value extends string>(
  text: (name: string) => string | undefined,
  name: string,
  known: readonly Value[],
): Value | undefined {
  const value = text(name);
  const mistakes = oneOf(name, value, known);
  if (mistakes.length > 0) throw new CustosPropsError(mistakes);
  return known.find((each) => each === value);
}

function mediaOf(text: (name: string) => string | undefined): CustosProps['media'] {
  const malwareScan = choice(text, 'malwareScan', malwareScanners);
  return malwareScan === undefined ? undefined : { malwareScan };
}

function mailOf(text: (name: string) => string | undefined): CustosProps['mail'] {
  const [domain, identityArn, from] = [
    text('mailDomain'),
    text('mailIdentityArn'),
    text('mailFrom'),
  ];
  const perSecond = text('mailPerSecond');
  if (domain === undefined && identityArn === undefined) {
    if (from === undefined) return undefined;
    throw new CustosPropsError(['mailFrom: give mailDomain or mailIdentityArn as well']);
  }
  return {
    ...(domain !== undefined && { domain }),
    ...(identityArn !== undefined && { identityArn }),
    ...(from !== undefined && { from }),
    ...(perSecond !== undefined && { perSecond: Number(perSecond) }),
  };
}

function domainOf(text: (name: string) => string | undefined): CustosDomain | undefined {
  const named = namedDomain(text, {
    domainName: 'domainName',
    certificateArn: 'certificateArn',
    hostedZoneId: 'hostedZoneId',
    zoneName: 'zoneName',
  });
  if (named === undefined) return undefined;
  const keep = choice(text, 'keepDefaultEndpoint', ['true', 'false']);
  return { ...named, ...(keep !== undefined && { keepDefaultEndpoint: keep === 'true' }) };
}

function webOf(text: (name: string) => string | undefined): CustosProps['web'] {
  const off = text('webOff');
  const domain = namedDomain(text, {
    domainName: 'webDomainName',
    certificateArn: 'webCertificateArn',
    hostedZoneId: 'webHostedZoneId',
    zoneName: 'webZoneName',
  });
  const [reportTo, accessLogBucket] = [text('webReportTo'), text('webAccessLogBucket')];
  const web = {
    ...(domain !== undefined && { domain }),
    ...(reportTo !== undefined && { reportTo }),
    ...(accessLogBucket !== undefined && { accessLogBucket }),
  };
  if (off === undefined) return Object.keys(web).length === 0 ? undefined : web;
  if (Object.keys(web).length === 0) return { off };
  throw new CustosPropsError(['webOff: leave out the other names that begin with web']);
}

/** @param names what the parts are called in the context */
function namedDomain(
  text: (name: string) => string | undefined,
  names: Readonly<Record<'domainName' | 'certificateArn' | 'hostedZoneId' | 'zoneName', string>>,
): CustosWebDomain | undefined {
  const both = (first: keyof typeof names, second: keyof typeof names) => {
    const [one, other] = [text(names[first]), text(names[second])];
    if ((one === undefined) !== (other === undefined)) {
      throw new CustosPropsError([`${names[first]} and ${names[second]}: give both or neither`]);
    }
    return one === undefined || other === undefined ? undefined : ([one, other] as const);
  };
  const named = both('domainName', 'certificateArn');
  const zone = both('hostedZoneId', 'zoneName');
  if (named === undefined) return undefined;
  const [domainName, certificateArn] = named;
  const domain = { domainName, certificateArn };
  if (zone === undefined) return domain;
  const [hostedZoneId, zoneName] = zone;
  return { ...domain, hostedZone: { hostedZoneId, zoneName } };
}
