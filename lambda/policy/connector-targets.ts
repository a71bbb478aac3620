import type { Policy } from './schema.ts';
import type { Connector, ConnectorKind } from './system-section.ts';

/** Names a system or a recipient that requests are carried to, as the tasks of a request do. */
export type TargetKey = `system:${string}` | `recipient:${string}`;

/** What a function of a connector reaches. */
export interface ConnectorTarget {
  readonly key: TargetKey;
  readonly connector: Connector;
}

/** Everything that requests are carried to: systems, and recipients that are notified (GDPR Art. 19). */
export const connectorTargets = ({
  systems,
  recipients,
}: Pick<Policy, 'systems' | 'recipients'>): readonly ConnectorTarget[] => [
  ...Object.entries(systems).map(([id, { connector }]): ConnectorTarget => ({
    key: `system:${id}`,
    connector,
  })),
  ...Object.entries(recipients).flatMap(([id, { notify }]): ConnectorTarget[] =>
    notify === undefined
      ? []
      : [{ key: `recipient:${id}`, connector: { kind: 'webhook', ...notify, answer: 'at-once' } }],
  ),
];

/**
 * The settings of the connector that a function has, by `CUSTOS_SYSTEM`.
 *
 * @throws ConnectorNotDeclaredError when the policy beside the bundle has no such target of that kind
 */
export function connectorSettings<Kind extends ConnectorKind>(
  policy: Pick<Policy, 'systems' | 'recipients'>,
  key: string,
  kind: Kind,
): Extract<Connector, { kind: Kind }> {
  const found = connectorTargets(policy).find((target) => target.key === key);
  if (found === undefined || !isOfKind(found.connector, kind)) {
    throw new ConnectorNotDeclaredError(key, kind);
  }
  return found.connector;
}

const isOfKind = <Kind extends ConnectorKind>(
  connector: Connector,
  kind: Kind,
): connector is Extract<Connector, { kind: Kind }> => connector.kind === kind;

/** The policy beside the bundle and the environment of the function are not of one deployment. */
export class ConnectorNotDeclaredError extends Error {
  override readonly name = 'ConnectorNotDeclaredError';

  constructor(key: string, kind: ConnectorKind) {
    super(`the policy has no ${key} with a connector of the kind ${kind}: deploy again`);
  }
}
