import { serve } from '../platform/http/serve.ts';
import { rectificationApi } from './needs.ts';
import { rectificationHandlers } from './api.ts';
import { rectificationRoutes } from './routes.ts';

export const handler = serve(rectificationApi, rectificationRoutes, (platform) =>
  rectificationHandlers(platform),
);
