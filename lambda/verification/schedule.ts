import { openPlatform } from '../platform/platform.ts';
import { verificationSweep } from './needs.ts';
import { startPass } from './sweep.ts';

const platform = openPlatform(verificationSweep);

export const handler = () => startPass(platform);
