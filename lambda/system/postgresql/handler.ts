import { connectorFunction } from '../connector-function.ts';
import { postgresqlConnector } from './connector.ts';
import { openSecrets } from './secret.ts';

const readSecret = openSecrets();

/** Called by `system-run`: `{action, ...call}` → the reply of the action. */
export const handler = connectorFunction('postgresql', (settings, surroundings) =>
  postgresqlConnector(settings, { readSecret, ...surroundings }),
);
