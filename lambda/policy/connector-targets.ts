import type { Policy } from './schema.ts';
import { taskActions } from './vocabulary.ts';
import type { Connector, ConnectorKind } from './system-section.ts';
import type { TaskAction } from './vocabulary.ts';

/** Names a system or a recipient that requests are carried to, as the tasks of a request do. */
export type TargetKey = `system:${string}` | `recipient:${string}`;

/** What a function of a connector reaches. */
export interface ConnectorTarget {
  readonly key: TargetKey;
  readonly connector: Connector;
  /** What it is asked to do; of each other action the policy says why it cannot be done. */
  readonly actions: readonly TaskAction[];
  /** Whose ids it has; `id-issuers.ts` says what it means. */
  readonly issuer?: string | undefined;
}

/** Everything that requests are carried to: systems, and recipients that are notified (GDPR Art. 19). */
export const connectorTargets = ({
  systems,
  recipients,
}: Pick<Policy, 'systems' | 'recipients'>): readonly ConnectorTarget[] => [
  ...Object.entries(systems).map(([id, { connector, cannot, issuer }]): ConnectorTarget => ({
    key: `system:${id}`,
    ...{ connector, issuer },
    actions: taskActions.filter((action) => cannot[action] === undefined),
  })),
  ...Object.entries(recipients).flatMap(([id, { notify }]): ConnectorTarget[] => {
    if (notify === undefined) return [];
    const { issuer, ...settings } = notify;
    const connector: Connector = { kind: 'webhook', ...settings, answer: 'at-once' };
    return [{ key: `recipient:${id}`, connector, issuer, actions: taskActions }];
  }),
];

/**
 * What the function of a connector reaches, by `CUSTOS_SYSTEM`.
 *
 * @throws ConnectorNotDeclaredError when the policy beside the bundle has no such target of that kind
 */
export function connectorTarget<Kind extends ConnectorKind>(
  policy: Pick<Policy, 'systems' | 'recipients'>,
  key: string,
  kind: Kind,
): TargetOf<Kind> {
  const found = connectorTargets(policy).find((target) => target.key === key);
  if (found === undefined || !isOfKind(found, kind)) throw new ConnectorNotDeclaredError(key, kind);
  return found;
}

type TargetOf<Kind extends ConnectorKind> = ConnectorTarget & {
  readonly connector: Extract<Connector, { kind: Kind }>;
};

const isOfKind = <Kind extends ConnectorKind>(
  target: ConnectorTarget,
  kind: Kind,
): target is TargetOf<Kind> => target.connector.kind === kind;

/** The policy beside the bundle and the environment of the function are not of one deployment. */
export class ConnectorNotDeclaredError extends Error {
  override readonly name = 'ConnectorNotDeclaredError';

  constructor(key: string, kind: ConnectorKind) {
    super(`the policy has no ${key} with a connector of the kind ${kind}: deploy again`);
  }
}
