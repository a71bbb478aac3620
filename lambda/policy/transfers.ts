import type { Policy } from './schema.ts';

/** The EEA, within which GDPR Art. 44 does not restrict transfers. */
export const eea: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(
    ' ',
  ),
);

/** Whether a law of the policy asks for a mechanism before data leaves for the country. */
export const isTransferRestricted = ({ law }: Pick<Policy, 'law'>, country: string): boolean =>
  !eea.has(country) && Object.values(law).some(({ transfers }) => transfers !== undefined);
