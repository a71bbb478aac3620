import { EnvironmentError } from '../platform/environment.ts';
import type { VariableName } from '../platform/environment.ts';
import { openLog } from '../platform/log/log.ts';
import { bundledPolicy } from '../policy/bundled.ts';
import { connectorTarget } from '../policy/connector-targets.ts';
import type { Connector as ConnectorSettings, ConnectorKind } from '../policy/system-section.ts';
import type { TaskAction } from '../policy/vocabulary.ts';
import type { Connector } from './model/connector.ts';
import type { Reply } from './model/protocol.ts';
import { serveConnector } from './serve-connector.ts';

type SettingsOf<Kind extends ConnectorKind> = Extract<ConnectorSettings, { kind: Kind }>;

/** What a connector can know of its function beside the settings. */
export interface ConnectorSurroundings {
  readonly stage: string;
  /** What the system is asked to do; the policy says of each other action why it cannot be done. */
  readonly actions: readonly TaskAction[];
  /** @throws EnvironmentError when the binding of the connector does not set the variable */
  readonly get: (name: VariableName) => string;
}

/**
 * The handler of a connector's function: the connector of the kind, with the settings that the policy
 * beside the bundle has for `CUSTOS_SYSTEM`. Opens nothing else of Custos.
 *
 * @throws EnvironmentError, PolicyNotBundledError, ConnectorNotDeclaredError at cold start
 */
export function connectorFunction<Kind extends ConnectorKind>(
  kind: Kind,
  open: (settings: SettingsOf<Kind>, surroundings: ConnectorSurroundings) => Connector,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): (event: unknown) => Promise<Reply> {
  const get = (name: VariableName): string => {
    const value = variables[name];
    if (!value) throw new EnvironmentError(variables['CUSTOS_FUNCTION'] ?? kind, [name]);
    return value;
  };
  const stage = get('CUSTOS_STAGE');
  const log = openLog({ function: get('CUSTOS_FUNCTION'), stage });
  const { connector, actions } = connectorTarget(bundledPolicy(), get('CUSTOS_SYSTEM'), kind);
  return serveConnector(open(connector, { stage, actions, get }), { log });
}
