import { serve } from '../../platform/http/serve.ts';
import { agreementApi } from '../needs.ts';
import { agreementHandlers } from './api.ts';
import { agreementRoutes } from './routes.ts';

export const handler = serve(agreementApi, agreementRoutes, (platform) =>
  agreementHandlers(platform),
);
