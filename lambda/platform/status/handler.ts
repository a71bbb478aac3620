import { serve } from '../http/serve.ts';
import { statusHandlers } from './api.ts';
import { statusApi } from './needs.ts';
import { statusRoutes } from './routes.ts';

export const handler = serve(statusApi, statusRoutes, statusHandlers);
