import { connectorFunction } from '../connector-function.ts';
import { openSecrets } from '../postgresql/secret.ts';
import { langgraphConnector } from './connector.ts';

const readSecret = openSecrets();

/** Called by `system-run`: `{action, ...call}` → the reply of the action. */
export const handler = connectorFunction('langgraph', (settings, surroundings) =>
  langgraphConnector(settings, { readSecret, ...surroundings }),
);
