import { openPlatform } from '../../platform/platform.ts';
import { quarantine } from '../containment/needs.ts';
import { quarantineHandler } from './call.ts';

const platform = openPlatform(quarantine);

/** Called by the functions of containments: `{act, function}` → `{outcome, functions}`. */
export const handler = quarantineHandler({
  quarantine: platform.quarantine,
  at: platform.environment.get('CUSTOS_QUARANTINE_AT'),
  log: platform.log,
});
