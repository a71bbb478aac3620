import { serve } from '../../platform/http/serve.ts';
import { policyApi } from './needs.ts';
import { policyHandlers } from './api.ts';
import { policyRoutes } from './routes.ts';

export const handler = serve(policyApi, policyRoutes, (platform) => policyHandlers(platform));
