import { Token } from 'aws-cdk-lib';
import type { CustosMail } from './custos-props.ts';

export const hostName = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const identity = /^arn:[^:]+:ses:([^:]+):\d{12}:identity\/(.+)$/;

/** What is wrong with the sender of mail, with the remedy. */
export function mailMistakes(
  { domain, identityArn, from, perSecond = 1 }: CustosMail,
  region: string | undefined,
): string[] {
  const rate =
    perSecond > 0 && perSecond <= 1_000
      ? []
      : ['mail.perSecond: give a number above 0 and up to 1000'];
  if ((domain === undefined) === (identityArn === undefined)) {
    return [
      'mail: give either domain, which is set up in SES, or identityArn of an identity that the account has',
      ...rate,
    ];
  }
  const named = domain === undefined ? undefined : domainMistakes(domain);
  return [
    ...(named ?? identityMistakes(identityArn ?? '', region)),
    ...senderMistakes(from, domain, identity.exec(identityArn ?? '')?.[2]),
    ...rate,
  ];
}

const domainMistakes = (domain: string): string[] =>
  hostName.test(domain)
    ? []
    : ['mail.domain: give a domain in lower case, without an address, such as example.com'];

function identityMistakes(identityArn: string, region: string | undefined): string[] {
  const [, place] = identity.exec(identityArn) ?? [];
  if (place === undefined) {
    return [
      'mail.identityArn: give the ARN of an identity in SES, arn:aws:ses:<region>:<account>:identity/<domain or address>',
    ];
  }
  return region !== undefined && !Token.isUnresolved(region) && place !== region
    ? [`mail.identityArn: the identity must be in ${region}, as the API is`]
    : [];
}

/** @param name of the existing identity */
function senderMistakes(
  from: string | undefined,
  domain: string | undefined,
  name: string | undefined,
): string[] {
  if (from === undefined && domain !== undefined) return [];
  const [, its = ''] = /^[^\s@<>]+@([^\s@<>]+)$/.exec(from ?? '') ?? [];
  if (its === '') return ['mail.from: give one e-mail address, such as privacy@example.com'];
  const owner = domain ?? name;
  if (owner === undefined || from === owner || its === owner || its.endsWith(`.${owner}`))
    return [];
  return [
    domain === undefined
      ? 'mail.from: the address must belong to the identity'
      : 'mail.from: the address must belong to mail.domain',
  ];
}
