import { serve } from '../../platform/http/serve.ts';
import { retentionApi } from '../needs.ts';
import { reportHandlers } from './api.ts';
import { reportRoutes } from './routes.ts';

export const handler = serve(retentionApi, reportRoutes, (platform) => reportHandlers(platform));
