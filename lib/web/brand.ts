import type { Web } from '../../lambda/policy/web-section.ts';
import { contrastOf, lighter } from './contrast.ts';

/** Lightest and darkest background of the pages on which links and buttons are. */
export const pageBackgrounds = {
  light: ['#ffffff', '#f1f3f5'],
  dark: ['#101418', '#232a32'],
} as const;

export type Scheme = keyof typeof pageBackgrounds;

/** WCAG 2.2 success criterion 1.4.3 (AA): text. Parts of controls need 3:1 (1.4.11), which is less. */
export const textContrast = 4.5;

type Colours = Web['colours'];

export interface Accent {
  /** Links, buttons and rings of focus. */
  readonly accent: string;
  /** Text on it. */
  readonly onAccent: string;
}

/** The accent of each scheme. White or black is always readable on a colour: 4.58:1 or better. */
export function accentsOf({ accent, accentDark }: Colours): Readonly<Record<Scheme, Accent>> {
  const withText = (colour: string): Accent => {
    const [onAccent = '#ffffff'] = ['#ffffff', '#000000'].toSorted(
      (one, other) => contrastOf(colour, other) - contrastOf(colour, one),
    );
    return { accent: colour, onAccent };
  };
  return { light: withText(accent), dark: withText(accentDark ?? onDark(accent)) };
}

/** The colour itself, or with as little white as makes it readable on a dark background. */
function onDark(colour: string): string {
  const steps = Array.from({ length: 20 }, (_, step) => lighter(colour, step / 20));
  return steps.find((each) => leastContrast(each, 'dark') >= textContrast) ?? '#ffffff';
}

/** The worst contrast of a text in this colour. */
export const leastContrast = (colour: string, scheme: Scheme): number =>
  Math.min(...pageBackgrounds[scheme].map((background) => contrastOf(colour, background)));

/** `/brand.css`: custom properties alone. */
export function brandCss(colours: Colours): string {
  const { light, dark } = accentsOf(colours);
  const properties = ({ accent, onAccent }: Accent): string =>
    `:root { --accent: ${accent}; --on-accent: ${onAccent}; }`;
  return [
    properties(light),
    `@media (prefers-color-scheme: dark) { ${properties(dark)} }`,
    '',
  ].join('\n');
}
