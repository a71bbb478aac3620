import { serve } from '../../platform/http/serve.ts';
import { modelHandlers } from './api.ts';
import { modelApi } from './needs.ts';
import { modelRoutes } from './routes.ts';

export const handler = serve(modelApi, modelRoutes, (platform) => modelHandlers(platform));
