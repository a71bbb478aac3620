import { serve } from '../platform/http/serve.ts';
import { systemHandlers } from './api.ts';
import { systemApi } from './needs.ts';
import { systemRoutes } from './routes.ts';

export const handler = serve(systemApi, systemRoutes, (platform) => systemHandlers(platform));
