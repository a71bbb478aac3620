import { serve } from '../platform/http/serve.ts';
import { consentHandlers } from './api.ts';
import { consentApi } from './needs.ts';
import { consentRoutes } from './routes.ts';

export const handler = serve(consentApi, consentRoutes, (platform) => consentHandlers(platform));
