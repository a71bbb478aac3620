import { serve } from '../platform/http/serve.ts';
import { disclosureHandlers } from './api.ts';
import { disclosureApi } from './needs.ts';
import { disclosureRoutes } from './routes.ts';

export const handler = serve(disclosureApi, disclosureRoutes, (platform) =>
  disclosureHandlers(platform),
);
