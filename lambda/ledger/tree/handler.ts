import { serveStream } from '../../platform/http/serve-stream.ts';
import { treeHandlers } from './api.ts';
import { treeApi } from './needs.ts';
import { treeRoutes } from './routes.ts';

export const handler = serveStream(treeApi, treeRoutes, (platform) => treeHandlers(platform));
