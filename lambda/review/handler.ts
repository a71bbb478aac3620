import { serve } from '../platform/http/serve.ts';
import { reviewHandlers } from './api.ts';
import { reviewApi } from './needs.ts';
import { reviewRoutes } from './routes.ts';

export const handler = serve(reviewApi, reviewRoutes, (platform) => reviewHandlers(platform));
