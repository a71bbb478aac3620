import { serve } from '../../platform/http/serve.ts';
import { answerHandlers } from './api.ts';
import { systemAnswers } from './needs.ts';
import { answerRoutes } from './routes.ts';

export const handler = serve(systemAnswers, answerRoutes, (platform) => answerHandlers(platform));
