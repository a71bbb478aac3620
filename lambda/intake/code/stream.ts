import { openPlatform } from '../../platform/platform.ts';
import { consumePending } from '../changes.ts';
import { intakeCodes } from '../needs.ts';
import { sendCode } from './send.ts';

const platform = openPlatform(intakeCodes);

export const handler = consumePending(platform.log, (requestId) => sendCode(platform, requestId));
