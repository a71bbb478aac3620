import { openPlatform } from '../../platform/platform.ts';
import { aggregateSweep } from '../needs.ts';
import { sweepPeriods } from './sweep.ts';

const platform = openPlatform(aggregateSweep);

export const handler = () => sweepPeriods(platform);
