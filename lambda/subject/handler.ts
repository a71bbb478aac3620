import { serve } from '../platform/http/serve.ts';
import { subjectHandlers } from './api.ts';
import { subjectApi } from './needs.ts';
import { subjectRoutes } from './routes.ts';

export const handler = serve(subjectApi, subjectRoutes, (platform) => subjectHandlers(platform));
