import { serve } from '../../platform/http/serve.ts';
import { behalfApi } from '../needs.ts';
import { behalfHandlers } from './api.ts';
import { behalfRoutes } from './routes.ts';

export const handler = serve(behalfApi, behalfRoutes, (platform) => behalfHandlers(platform));
