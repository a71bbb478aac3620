import { appOf, sendTo } from './service-app.ts';
import { meter } from './meter.ts';
import type { Units } from './meter.ts';
import type { Waves } from './recorder.ts';
import { record } from './recorder.ts';
import { aliases } from '../lambda/subject/table.ts';
import { measuredRoutes, prepare } from './measured-routes.ts';
import type { MeasuredRoute } from './measured-routes.ts';
import { openService } from './service.ts';

/** What one call of the API takes of the database and of KMS. */
export interface CallCost extends Omit<Units, 'dataEvents'> {
  readonly calls: number;
  /** Calls in sequence: one begins after another has ended. */
  readonly waves: number;
}

/**
 * Of every route that a client calls often, in a warm function: the second call of its kind, with the
 * keys of the person and the HMAC of their identifier remembered.
 */
export async function measureCalls(): Promise<Readonly<Record<MeasuredRoute, CallCost>>> {
  const service = await openService();
  try {
    const { client } = service.database;
    const recorder = record(client);
    const counter = meter(client, service.keys);
    const send = sendTo(appOf(service));
    const world = await prepare(service, send);
    const costs: [MeasuredRoute, CallCost][] = [];
    for (const [name, make] of Object.entries(measuredRoutes)) {
      await send(make(world));
      const request = make(world);
      counter.take();
      recorder.take();
      await send(request);
      const { dataEvents: calls, ...units } = counter.take();
      const waves = recorder.take();
      requireApart(name, waves, service.database.physicalName(aliases));
      costs.push([name as MeasuredRoute, { calls, waves: waves.length, ...units }]);
    }
    return Object.fromEntries(costs) as Record<MeasuredRoute, CallCost>;
  } finally {
    await service.stop();
  }
}

/**
 * The keys of aliases come from identifiers: a trail that records another table of their call would keep
 * them in a locked file (lib/audit/selectors.ts).
 */
function requireApart(route: string, waves: Waves, aliasTable: string): void {
  const prefix = aliasTable.slice(0, -aliases.name.length);
  for (const call of waves.flat()) {
    const input = JSON.stringify(call().input);
    const tables = new Set(input.match(new RegExp(`(?<=")${prefix}[a-z-]+`, 'g')));
    if (tables.has(aliasTable) && tables.size > 1) {
      throw new Error(`${route} names identifiers and another table in one call`);
    }
  }
}
