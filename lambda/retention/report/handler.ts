import { serve } from '../../platform/http/serve.ts';
import { retentionApi } from '../needs.ts';
import { pauseHandlers } from '../pause/api.ts';
import { pauseRoutes } from '../pause/routes.ts';
import { reportHandlers } from './api.ts';
import { reportRoutes } from './routes.ts';

export const handler = serve(retentionApi, { ...reportRoutes, ...pauseRoutes }, (platform) => ({
  ...reportHandlers(platform),
  ...pauseHandlers(platform),
}));
