import { serve } from '../platform/http/serve.ts';
import { recordHandlers } from './api.ts';
import { recordApi } from './needs.ts';
import { recordRoutes } from './routes.ts';

export const handler = serve(recordApi, recordRoutes, (platform) => recordHandlers(platform));
