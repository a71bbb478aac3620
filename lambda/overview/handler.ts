import { serve } from '../platform/http/serve.ts';
import { overviewHandlers } from './api.ts';
import { overviewApi } from './needs.ts';
import { overviewRoutes } from './routes.ts';

export const handler = serve(overviewApi, overviewRoutes, (platform) => overviewHandlers(platform));
