import { serve } from '../../platform/http/serve.ts';
import { setHandlers } from './api.ts';
import { trainingSetApi } from './needs.ts';
import { setRoutes } from './routes.ts';

export const handler = serve(trainingSetApi, setRoutes, (platform) => setHandlers(platform));
