import { serve } from '../platform/http/serve.ts';
import { requestHandlers } from './api.ts';
import { requestApi } from './needs.ts';
import { requestRoutes } from './routes.ts';

export const handler = serve(requestApi, requestRoutes, (platform) => requestHandlers(platform));
