import { priceNames } from './price.ts';
import type { Price, PriceName, Prices, Rate } from './price.ts';
import { euCentral1 } from './prices-eu-central-1.ts';
import { usEast1 } from './prices-us-east-1.ts';
import { units } from './units.ts';

const rates = { 'eu-central-1': euCentral1, 'us-east-1': usEast1 };

export const regions: Readonly<Record<string, Prices>> = Object.fromEntries(
  Object.entries(rates).map(([region, ratesThere]) => [
    region,
    { region, prices: priced(ratesThere) },
  ]),
);

function priced(ratesThere: Readonly<Record<PriceName, Rate>>): Prices['prices'] {
  const prices = priceNames.map((name): [PriceName, Price] => [
    name,
    { ...units[name], ...ratesThere[name] },
  ]);
  return Object.fromEntries(prices) as Record<PriceName, Price>;
}
