import { connectorTargets } from '../../lambda/policy/connector-targets.ts';
import type { ConnectorTarget } from '../../lambda/policy/connector-targets.ts';
import { usedIdentifiers } from '../../lambda/policy/connectors/known-by.ts';
import { isProvider, issuersOfIds, subjectIssuersOf } from '../../lambda/policy/id-issuers.ts';
import type { PolicyDocument } from '../../lambda/policy/schema.ts';
import type { Finding } from './problem.ts';
import { suggest } from './suggest.ts';

/** Where systems and recipients find people by ids, it is known whose ids they are. */
export function idIssuerFindings(
  document: Pick<PolicyDocument, 'systems' | 'recipients'> & {
    readonly issuers: Parameters<typeof subjectIssuersOf>[0];
  },
): Finding[] {
  const signIns = subjectIssuersOf(document.issuers);
  return connectorTargets(document).flatMap((target) => findingsOf(target, signIns));
}

function findingsOf(
  { key, connector, issuer }: ConnectorTarget,
  signIns: readonly string[],
): Finding[] {
  const id = key.slice(key.indexOf(':') + 1);
  const isSystem = key.startsWith('system:');
  const path = isSystem ? ['systems', id] : ['recipients', id, 'notify'];
  const used = usedIdentifiers(connector);
  if (issuer === undefined) {
    const isClear = used.every((type) => issuersOfIds(type, issuer, signIns) !== undefined);
    if (isClear) return [];
    return [
      {
        path: isSystem ? [...path, 'connector'] : path,
        at: 'key',
        message: `People sign in at ${signIns.length} issuers, which can give two people the same user id: it is not said whose user ids these are.`,
        remedy: `Add \`issuer\` ${isSystem ? 'to the system' : 'here'}: ${signIns.map((one) => `\`${one}\``).join(' or ')}, the \`issuer\` that your programs name, or \`none\` for ids that they name without one.`,
      },
    ];
  }
  const at = [...path, 'issuer'];
  if (!used.includes('user-id') && (isProvider(issuer) || !used.includes('device-id'))) {
    return [
      {
        path: at,
        message: 'People are not found by ids of an issuer here.',
        remedy: 'Remove `issuer`.',
      },
    ];
  }
  if (!isProvider(issuer) || signIns.includes(issuer)) return [];
  return [
    {
      path: at,
      message: `People do not sign in at \`${issuer}\`.`,
      remedy: suggest(issuer, signIns),
    },
  ];
}
