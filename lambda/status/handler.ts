import { serve } from '../platform/http/serve.ts';
import { statusHandlers } from './api.ts';
import { bundledContract } from './contract-document.ts';
import { statusApi } from './needs.ts';
import { statusRoutes } from './routes.ts';

export const handler = serve(statusApi, statusRoutes, (platform) =>
  statusHandlers(platform, bundledContract()),
);
