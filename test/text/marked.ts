import type { FindOptions } from '../../lambda/text/find.ts';
import { find } from '../../lambda/text/find.ts';
import type { Finding, TextType } from '../../lambda/text/finding.ts';

/** `Call ⟦phone:+1 415 555 2671⟧` as a text and what is to be found in it. */
export function unmarked(marked: string): { readonly text: string; readonly found: string[] } {
  const found: string[] = [];
  const text = marked.replaceAll(/⟦([a-z-]+):([^⟧]*)⟧/g, (_, type: string, value: string) => {
    found.push(`${type}:${value}`);
    return value;
  });
  return { text, found };
}

/** What the rules find, in the same form; the tagger of names is off unless a test is about names. */
export function foundIn(text: string, options: FindOptions = {}): string[] {
  return find(text, { types: structuredTypes, ...options }).map((each) => shown(text, each));
}

export const shown = (text: string, { type, start, end }: Finding): string =>
  `${type}:${text.slice(start, end)}`;

export const structuredTypes: readonly TextType[] = [
  'email',
  'phone',
  'payment-card',
  'iban',
  'ip-address',
  'mac-address',
  'url',
  'national-id',
  'date-of-birth',
  'secret',
  'username',
  'device-id',
];
