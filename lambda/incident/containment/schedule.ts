import { invokeVariable } from '../../platform/environment.ts';
import { openInvoke } from '../../platform/invoke.ts';
import { openPlatform } from '../../platform/platform.ts';
import { quarantineResult } from '../quarantine/call.ts';
import { containmentSweep } from './needs.ts';
import { sweepContainments } from './sweep.ts';

const platform = openPlatform(containmentSweep);
const invoke = openInvoke(platform.environment.get(invokeVariable('quarantine')));

export const handler = () => {
  const { database, policy, clock, log, workflow } = platform;
  const callQuarantine = async (call: unknown) => quarantineResult.parse(await invoke(call));
  return sweepContainments({ database, policy, clock, log, workflow, callQuarantine });
};
