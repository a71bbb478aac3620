import { serve } from '../../platform/http/serve.ts';
import { affectedHandlers } from './api.ts';
import { affectedApi } from './needs.ts';
import { affectedRoutes } from './routes.ts';

export const handler = serve(affectedApi, affectedRoutes, (platform) => affectedHandlers(platform));
