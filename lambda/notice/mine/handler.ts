import { serve } from '../../platform/http/serve.ts';
import { myNoticeHandlers } from './api.ts';
import { myNoticeApi } from '../needs.ts';
import { myNoticeRoutes } from './routes.ts';

export const handler = serve(myNoticeApi, myNoticeRoutes, (platform) => myNoticeHandlers(platform));
