import { serve } from '../../platform/http/serve.ts';
import { policyChangesApi } from '../needs.ts';
import { policyChangeHandlers } from './api.ts';
import { policyChangeRoutes } from './routes.ts';

export const handler = serve(policyChangesApi, policyChangeRoutes, (platform) =>
  policyChangeHandlers(platform),
);
