import { openPlatform } from '../../platform/platform.ts';
import { fairnessSweep } from '../needs.ts';
import { sweepReports } from './sweep.ts';

const platform = openPlatform(fairnessSweep);

export const handler = () => sweepReports(platform);
