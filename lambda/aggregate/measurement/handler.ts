import { serve } from '../../platform/http/serve.ts';
import { measurementApi } from '../needs.ts';
import { measurementHandlers } from './api.ts';
import { measurementRoutes } from './routes.ts';

export const handler = serve(measurementApi, measurementRoutes, (platform) =>
  measurementHandlers(platform),
);
