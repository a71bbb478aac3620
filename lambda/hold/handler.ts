import { serve } from '../platform/http/serve.ts';
import { holdHandlers } from './api.ts';
import { holdRoutes } from './routes.ts';
import { holdApi } from './needs.ts';

export const handler = serve(holdApi, holdRoutes, (platform) => holdHandlers(platform));
