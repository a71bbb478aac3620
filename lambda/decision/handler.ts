import { serve } from '../platform/http/serve.ts';
import { decisionHandlers } from './api.ts';
import { decisionApi } from './needs.ts';
import { decisionRoutes } from './routes.ts';

export const handler = serve(decisionApi, decisionRoutes, (platform) => decisionHandlers(platform));
