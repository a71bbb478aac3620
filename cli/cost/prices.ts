import type { Prices } from './price.ts';
import { euCentral1 } from './prices-eu-central-1.ts';
import { usEast1 } from './prices-us-east-1.ts';

export const regions: Readonly<Record<string, Prices>> = {
  'eu-central-1': euCentral1,
  'us-east-1': usEast1,
};
