import { serve } from '../../platform/http/serve.ts';
import { canSend } from '../../platform/mail/mail.ts';
import { incidentNoticeHandlers } from './api.ts';
import { incidentNoticeApi } from './needs.ts';
import { incidentNoticeRoutes } from './routes.ts';

export const handler = serve(incidentNoticeApi, incidentNoticeRoutes, (platform) =>
  incidentNoticeHandlers(platform, canSend(platform.environment.get('CUSTOS_MAIL_AT'))),
);
