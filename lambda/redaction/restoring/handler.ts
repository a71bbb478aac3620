import { serve } from '../../platform/http/serve.ts';
import { textRestoreApi } from '../needs.ts';
import { restoreHandlers } from './api.ts';
import { restoreRoutes } from '../routes.ts';

export const handler = serve(textRestoreApi, restoreRoutes, (platform) =>
  restoreHandlers(platform),
);
