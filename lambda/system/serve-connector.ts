import type { Log } from '../platform/log/log.ts';
import type { Connector } from './model/connector.ts';
import { systemErrorOf } from './model/faults.ts';
import { connectorEvent } from './model/protocol.ts';
import type { ConnectorEvent, Reply } from './model/protocol.ts';

/**
 * The handler of the function of one connector: `{action, ...call}` → the reply of that action.
 *
 * Every fault is returned as its code. Nothing is thrown, because what a function throws is logged by
 * AWS Lambda with its message, and no line of the log has more than the action, the code and counts.
 */
export function serveConnector(
  connector: Connector,
  { log }: { readonly log: Log },
): (event: unknown) => Promise<Reply> {
  return async (event) => {
    const parsed = connectorEvent.safeParse(event);
    if (!parsed.success) {
      log.warn('CONNECTOR_EVENT_UNREADABLE');
      return { kind: 'failed', error: 'internal' };
    }
    const { action } = parsed.data;
    const since = performance.now();
    const took = () => ({ kind: action, durationMs: Math.round(performance.now() - since) });
    try {
      const reply = await perform(connector, parsed.data);
      log.info('CONNECTOR_ANSWERED', { ...took(), outcome: reply.kind, ...counted(reply) });
      return reply;
    } catch (error) {
      const reason = systemErrorOf(error);
      log.error('CONNECTOR_FAILED', error, { ...took(), reason });
      return { kind: 'failed', error: reason };
    }
  };
}

function perform(connector: Connector, event: ConnectorEvent): Promise<Reply> {
  switch (event.action) {
    case 'find':
    case 'export':
    case 'erase':
      return connector[event.action](event);
    case 'rectify':
      return connector.rectify(event);
    case 'restrict':
      return connector.restrict(event);
    case 'control':
      return connector.control(event);
    case 'probe':
      return connector.probe();
  }
}

function counted(reply: Reply): { readonly count?: number } {
  if (reply.kind !== 'page') return {};
  return { count: Object.values(reply.counts).reduce((sum, count) => sum + count, 0) };
}
