import type { LanggraphSettings } from '../../policy/connectors/langgraph.ts';
import type { Connector, ConnectorCall } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import { connectionOf } from '../postgresql/connection.ts';
import { probeWith } from '../postgresql/connector.ts';
import type { DatabaseOptions } from '../postgresql/connector.ts';
import type { Session } from '../postgresql/database.ts';
import { usableValues } from '../postgresql/part.ts';
import { RowsConnector } from '../postgresql/rows-connector.ts';
import { Shapes } from '../postgresql/shape.ts';
import { ownersOf } from './owners.ts';
import { ownedBy, separatorIn, sharedThreads, storeParts, threadParts } from './parts.ts';
import { memoryProbe } from './probe.ts';

/**
 * Memory of LangGraph: threads of the checkpointer, memories of the store. Rows are erased and returned
 * as they are stored; what a graph made of them is not corrected, because a checkpoint is the state from
 * which the graph goes on.
 */
export function langgraphConnector(
  settings: LanggraphSettings,
  options: DatabaseOptions,
): Connector {
  const connect = () => connectionOf(settings, options.readSecret, options.stage);
  return new RowsConnector({
    connect,
    partsOf: async (shapes, path) => [
      ...(await threadParts(shapes, settings, path)),
      ...(await storeParts(shapes, settings, path)),
    ],
    check: (shapes, call) => requireSafe(shapes, settings, call),
    atEnd: (session, call) => requireOwn(session, settings, call),
    canRectify: false,
    probe: () =>
      probeWith(connect, (session) =>
        memoryProbe(session, new Shapes(session), settings, options.actions),
      ),
    ...(options.rowsAtOnce !== undefined && { rowsAtOnce: options.rowsAtOnce }),
  });
}

/**
 * An identifier with the sign that ends identifiers would be cut there.
 *
 * @throws SystemFaultError `unsafe-identifier`
 */
async function requireSafe(
  shapes: Shapes,
  settings: LanggraphSettings,
  { identifiers, path, categories }: ConnectorCall,
): Promise<void> {
  const { schema, store, threads } = settings;
  const reject = (type: string, separator: string): void => {
    const isCut = identifiers.some((each) => each.type === type && each.value.includes(separator));
    if (isCut) throw new SystemFaultError('unsafe-identifier');
  };
  const { identifier, separator } = await ownersOf(shapes, settings, ownedBy(settings, path));
  if (separator !== undefined && categories.includes(threads.category)) {
    reject(identifier, separator);
  }
  if (store === undefined || !categories.includes(store.category)) return;
  const sign = separatorIn(await shapes.of({ schema, table: 'store' }));
  const namespace = path === 'second' ? (store.second ?? store.namespace) : store.namespace;
  for (const part of namespace) reject(part.replaceAll(/[{}]/g, ''), sign);
}

/**
 * A thread that two people own is neither erased nor returned: staff decide.
 *
 * @throws SystemFaultError `unsafe-identifier`
 */
async function requireOwn(
  session: Session,
  settings: LanggraphSettings,
  { identifiers, path, categories }: ConnectorCall,
): Promise<void> {
  if (!categories.includes(settings.threads.category)) return;
  const owners = await ownersOf(new Shapes(session), settings, ownedBy(settings, path));
  const own = await usableValues(session, owners, identifiers);
  if (own.length === 0) return;
  const text = sharedThreads(owners);
  const { count } = await session.run({ text, values: [own] }, { isReadOnly: true });
  if (count > 0) throw new SystemFaultError('unsafe-identifier');
}
