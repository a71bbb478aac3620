import { serve } from '../platform/http/serve.ts';
import { holdHandlers } from './hold-api.ts';
import { holdRoutes } from './hold-routes.ts';
import { holdApi } from './needs.ts';

export const handler = serve(holdApi, holdRoutes, (platform) => holdHandlers(platform));
