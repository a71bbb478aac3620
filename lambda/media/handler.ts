import { serve } from '../platform/http/serve.ts';
import { mediaHandlers } from './api.ts';
import { mediaApi } from './needs.ts';
import { mediaRoutes } from './routes.ts';

export const handler = serve(mediaApi, mediaRoutes, (platform) => mediaHandlers(platform));
