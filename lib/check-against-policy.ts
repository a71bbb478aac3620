import { connectorTargets } from '../lambda/policy/connector-targets.ts';
import type { Policy } from '../lambda/policy/schema.ts';
import { CustosPropsError } from './check-props.ts';
import type { Issuers } from './check-props.ts';
import { idIssuerFindings } from './policy/id-issuer-rules.ts';
import { showPath } from './policy/problem.ts';
import type { Stage } from './stages.ts';

/**
 * What is wrong with a policy at one stage alone: the stage can have issuers of its own, and only the
 * embedded runtime reaches services on its machine.
 *
 * @throws CustosPropsError that lists it, with the remedy
 */
export function checkAgainstPolicy(
  policy: Policy,
  { issuers, stage }: { readonly issuers: Issuers; readonly stage: Stage },
): void {
  const wrong = [
    ...idIssuerFindings({ ...policy, issuers }).map(
      ({ path, message, remedy }) => `${showPath(path)} of the policy: ${message} ${remedy}`,
    ),
    ...(stage.name === 'local' ? [] : insecureWebhooks(policy)),
  ];
  if (wrong.length > 0) throw new CustosPropsError(wrong);
}

const insecureWebhooks = (policy: Policy): string[] =>
  connectorTargets(policy).flatMap(({ key, connector }) =>
    connector.kind === 'webhook' && !connector.url.startsWith('https://')
      ? [`${key} of the policy: only npm start calls a service without TLS. Use an https URL.`]
      : [],
  );
