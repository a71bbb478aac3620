import { serve } from '../platform/http/serve.ts';
import { incidentHandlers } from './api.ts';
import { incidentApi } from './needs.ts';
import { incidentRoutes } from './routes.ts';

export const handler = serve(incidentApi, incidentRoutes, (platform) => incidentHandlers(platform));
