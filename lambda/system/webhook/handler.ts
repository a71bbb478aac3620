import { openLog } from '../../platform/log/log.ts';
import { openPlatform } from '../../platform/platform.ts';
import { openResolver } from '../../platform/webhook/destination.ts';
import { connectorTarget } from '../../policy/connector-targets.ts';
import { serveConnector } from '../serve-connector.ts';
import { openWebhook } from './connector.ts';
import { webhookConnector } from './needs.ts';

const { environment, keyring, clock, policy } = openPlatform(webhookConnector);
const { CUSTOS_FUNCTION, CUSTOS_STAGE } = environment;
const target = environment.get('CUSTOS_SYSTEM');

export const handler = serveConnector(
  openWebhook({
    settings: connectorTarget(policy, target, 'webhook').connector,
    keyring,
    clock,
    resolve: openResolver(),
    allowsLoopback: CUSTOS_STAGE === 'local',
    isNotice: target.startsWith('recipient:'),
  }),
  // Each webhook has a function of its own.
  { log: openLog({ function: CUSTOS_FUNCTION, stage: CUSTOS_STAGE }) },
);
