import { serve } from '../../platform/http/serve.ts';
import { intakeVerifyApi } from '../needs.ts';
import { verifyHandlers } from './api.ts';
import { verifyRoutes } from './routes.ts';

export const handler = serve(intakeVerifyApi, verifyRoutes, (platform) => verifyHandlers(platform));
