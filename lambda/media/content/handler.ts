import { serveStream } from '../../platform/http/serve-stream.ts';
import { mediaContentHandlers } from './api.ts';
import { mediaContent } from './needs.ts';
import { mediaContentRoutes } from './routes.ts';

export const handler = serveStream(mediaContent, mediaContentRoutes, (platform) =>
  mediaContentHandlers(platform),
);
