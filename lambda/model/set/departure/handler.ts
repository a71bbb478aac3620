import { serve } from '../../../platform/http/serve.ts';
import { shardHandlers } from './api.ts';
import { trainingSetReader } from './needs.ts';
import { shardRoutes } from './routes.ts';

export const handler = serve(trainingSetReader, shardRoutes, (platform) => shardHandlers(platform));
