import { subdivisions, undivided } from './places-list.ts';

const divided = new Map(
  Object.entries(subdivisions).map(([country, codes]) => [country, new Set(codes.split(' '))]),
);
const countries: ReadonlySet<string> = new Set([...divided.keys(), ...undivided.split(' ')]);

/** Why a code names no place; said of the code by the policy check, of a field by the API. */
export interface PlaceFault {
  readonly message: string;
  readonly remedy: string;
}

const noCountry: PlaceFault = {
  message: 'is not a country of ISO 3166-1.',
  remedy: 'Use the two-letter code of the country: GR for Greece, GB for the United Kingdom.',
};
const noSubdivision: PlaceFault = {
  message: 'is not a subdivision of ISO 3166-2.',
  remedy: 'Use its code, such as US-CA for California, or the country alone.',
};

/** Whether there is a country: what has been reserved or left to users is none. */
export const isCountry = (code: string): boolean => countries.has(code);

/** What is wrong with a residence: a country, or one subdivision of it. */
export function faultOfPlace(code: string): PlaceFault | undefined {
  const [country = '', subdivision, ...rest] = code.split('-');
  if (!isCountry(country)) return noCountry;
  const parts = divided.get(country);
  if (subdivision === undefined || (rest.length === 0 && parts?.has(subdivision))) return undefined;
  return noSubdivision;
}
