import { serve } from '../platform/http/serve.ts';
import { textHandlers } from './api.ts';
import { textApi } from './needs.ts';
import { textRoutes } from './routes.ts';

export const handler = serve(textApi, textRoutes, (platform) => textHandlers(platform));
