import { serve } from '../platform/http/serve.ts';
import { canSend } from '../platform/mail/mail.ts';
import { intakeHandlers } from './api.ts';
import { intakeApi } from './needs.ts';
import { intakeRoutes } from './routes.ts';

export const handler = serve(intakeApi, intakeRoutes, (platform) =>
  intakeHandlers(platform, canSend(platform.environment.get('CUSTOS_MAIL_AT'))),
);
