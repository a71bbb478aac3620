import { serve } from '../platform/http/serve.ts';
import { followUpApi } from './needs.ts';
import { followUpHandlers } from './api.ts';
import { followUpRoutes } from './routes.ts';

export const handler = serve(followUpApi, followUpRoutes, (platform) => followUpHandlers(platform));
