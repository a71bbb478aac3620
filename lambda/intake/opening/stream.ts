import { openPlatform } from '../../platform/platform.ts';
import { consumePending } from '../changes.ts';
import { intakeOpening } from '../needs.ts';
import { openOpener } from './open.ts';

const platform = openPlatform(intakeOpening);
const open = openOpener(platform);

export const handler = consumePending(platform.log, open);
