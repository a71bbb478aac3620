import { readIssuers } from '../../auth/issuers.ts';
import { invokeVariable } from '../../platform/environment.ts';
import { serve } from '../../platform/http/serve.ts';
import { openInvoke } from '../../platform/invoke.ts';
import { quarantineResult } from '../quarantine/call.ts';
import { containmentHandlers } from './api.ts';
import { containmentApi } from './needs.ts';
import { containmentRoutes } from './routes.ts';

export const handler = serve(containmentApi, containmentRoutes, (platform) => {
  const invoke = openInvoke(platform.environment.get(invokeVariable('quarantine')));
  const issuers = readIssuers(platform.environment.get('CUSTOS_ISSUERS'));
  return containmentHandlers(platform, {
    issuers,
    callQuarantine: async (call) => quarantineResult.parse(await invoke(call)),
  });
});
