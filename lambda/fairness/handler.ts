import { serve } from '../platform/http/serve.ts';
import { fairnessHandlers } from './api.ts';
import { fairnessApi } from './needs.ts';
import { fairnessRoutes } from './routes.ts';

export const handler = serve(fairnessApi, fairnessRoutes, (platform) => fairnessHandlers(platform));
