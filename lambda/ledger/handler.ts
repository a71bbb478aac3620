import { serve } from '../platform/http/serve.ts';
import { ledgerHandlers } from './api.ts';
import { ledgerApi } from './needs.ts';
import { ledgerRoutes } from './routes.ts';

export const handler = serve(ledgerApi, ledgerRoutes, (platform) => ledgerHandlers(platform));
