import type { PostgresqlSettings } from '../../policy/connectors/postgresql.ts';
import type { TaskAction } from '../../policy/vocabulary.ts';
import type { Connector, Probe } from '../model/connector.ts';
import { connectionOf } from './connection.ts';
import { withDatabase } from './database.ts';
import type { Session } from './database.ts';
import { keyedParts } from './keyed-parts.ts';
import { connectionObstacle, tablesProbe } from './probe.ts';
import { RowsConnector } from './rows-connector.ts';
import type { ReadSecret } from './secret.ts';
import { Shapes } from './shape.ts';

export interface DatabaseOptions {
  readonly readSecret: ReadSecret;
  /** In `local` a database on the same machine needs no TLS. */
  readonly stage: string;
  /** What the system is asked to do: rights for anything else are not probed. */
  readonly actions: readonly TaskAction[];
  readonly rowsAtOnce?: number;
}

export function postgresqlConnector(
  settings: PostgresqlSettings,
  options: DatabaseOptions,
): Connector {
  const connect = () => connectionOf(settings, options.readSecret, options.stage);
  return new RowsConnector({
    connect,
    partsOf: keyedParts(settings),
    canRectify: true,
    probe: () =>
      probeWith(connect, (session) =>
        tablesProbe(session, new Shapes(session), settings, options.actions),
      ),
    ...(options.rowsAtOnce !== undefined && { rowsAtOnce: options.rowsAtOnce }),
  });
}

/** What a probe says where there is no connection, and of what PostgreSQL rejects. */
export async function probeWith(
  connect: Parameters<typeof withDatabase>[0],
  work: (session: Session) => Promise<Probe>,
): Promise<Probe> {
  try {
    return await withDatabase(connect, work);
  } catch (error) {
    return { kind: 'not-ready', ...connectionObstacle(error) };
  }
}
