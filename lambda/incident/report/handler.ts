import { serve } from '../../platform/http/serve.ts';
import { reportHandlers } from './api.ts';
import { incidentReportApi } from './needs.ts';
import { reportRoutes } from './routes.ts';

export const handler = serve(incidentReportApi, reportRoutes, (platform) =>
  reportHandlers(platform),
);
