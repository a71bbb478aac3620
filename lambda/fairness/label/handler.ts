import { serve } from '../../platform/http/serve.ts';
import { labelApi } from '../needs.ts';
import { labelHandlers } from './api.ts';
import { labelRoutes } from './routes.ts';

export const handler = serve(labelApi, labelRoutes, (platform) => labelHandlers(platform));
