import type { Handlers } from '../platform/http/handlers.ts';
import type { RequestPlatform } from '../request/start.ts';
import { openRequestStore } from '../request/store.ts';
import { decideHandler } from './decide.ts';
import type { rectificationRoutes } from './routes.ts';

export const rectificationHandlers = (
  platform: RequestPlatform,
): Handlers<typeof rectificationRoutes> => ({
  decideCorrection: decideHandler(platform, openRequestStore(platform)),
});
