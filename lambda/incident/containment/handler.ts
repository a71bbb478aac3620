import { serve } from '../../platform/http/serve.ts';
import { containmentHandlers } from './api.ts';
import { containmentApi } from './needs.ts';
import { containmentRoutes } from './routes.ts';

export const handler = serve(containmentApi, containmentRoutes, (platform) =>
  containmentHandlers(platform),
);
