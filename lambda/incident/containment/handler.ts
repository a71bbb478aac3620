import { invokeVariable } from '../../platform/environment.ts';
import { serve } from '../../platform/http/serve.ts';
import { openInvoke } from '../../platform/invoke.ts';
import { quarantineResult } from '../quarantine/call.ts';
import { containmentHandlers } from './api.ts';
import { containmentApi } from './needs.ts';
import { containmentRoutes } from './routes.ts';

export const handler = serve(containmentApi, containmentRoutes, (platform) => {
  const invoke = openInvoke(platform.environment.get(invokeVariable('quarantine')));
  return containmentHandlers(platform, async (call) => quarantineResult.parse(await invoke(call)));
});
