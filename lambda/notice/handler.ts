import { serve } from '../platform/http/serve.ts';
import { noticeHandlers } from './api.ts';
import { noticeApi } from './needs.ts';
import { noticeRoutes } from './routes.ts';

export const handler = serve(noticeApi, noticeRoutes, (platform) => noticeHandlers(platform));
