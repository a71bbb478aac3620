import { serve } from '../platform/http/serve.ts';
import { aggregateHandlers } from './api.ts';
import { aggregateApi } from './needs.ts';
import { aggregateRoutes } from './routes.ts';

export const handler = serve(aggregateApi, aggregateRoutes, (platform) =>
  aggregateHandlers(platform),
);
