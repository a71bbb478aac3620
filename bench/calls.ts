import { appOf } from './service-app.ts';
import { meter } from './meter.ts';
import type { Units } from './meter.ts';
import { record } from './recorder.ts';
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
    const send = appOf(service);
    const world = await prepare(service, send);
    const costs: [MeasuredRoute, CallCost][] = [];
    for (const [name, make] of Object.entries(measuredRoutes)) {
      await send(make(world));
      const request = make(world);
      counter.take();
      recorder.take();
      await send(request);
      const { dataEvents: calls, ...units } = counter.take();
      costs.push([name as MeasuredRoute, { calls, waves: recorder.take().length, ...units }]);
    }
    return Object.fromEntries(costs) as Record<MeasuredRoute, CallCost>;
  } finally {
    await service.stop();
  }
}
