import { serve } from '../platform/http/serve.ts';
import { sourceHandlers } from './api.ts';
import { sourceApi } from './needs.ts';
import { sourceRoutes } from './routes.ts';

export const handler = serve(sourceApi, sourceRoutes, (platform) => sourceHandlers(platform));
