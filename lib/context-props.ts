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
  const [domainName, certificateArn] = [text('domainName'), text('certificateArn')];
  const [hostedZoneId, zoneName] = [text('hostedZoneId'), text('zoneName')];
  if (domainName === undefined && certificateArn === undefined) return undefined;
  if (domainName === undefined || certificateArn === undefined) {
    throw new CustosPropsError(['domainName and certificateArn: give both or neither']);
  }
  const keep = choice(text, 'keepDefaultEndpoint', ['true', 'false']);
  const named = {
    domainName,
    certificateArn,
    ...(keep !== undefined && { keepDefaultEndpoint: keep === 'true' }),
  };
  if (hostedZoneId === undefined && zoneName === undefined) return named;
  if (hostedZoneId === undefined || zoneName === undefined) {
    throw new CustosPropsError(['hostedZoneId and zoneName: give both or neither']);
  }
  return { ...named, hostedZone: { hostedZoneId, zoneName } };
}
