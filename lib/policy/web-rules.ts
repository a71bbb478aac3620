import type { PolicyDocument } from '../../lambda/policy/schema.ts';
import { leastContrast, pageBackgrounds, textContrast } from '../web/brand.ts';
import type { Scheme } from '../web/brand.ts';
import { readLogo } from '../web/logo.ts';
import type { Logo } from '../web/logo.ts';
import type { Finding } from './problem.ts';

/** Colours with which people could not read: WCAG 2.2 AA, which EN 301 549 asks of a website. */
export const webFindings = ({ web: { colours } }: PolicyDocument): Finding[] => [
  ...unreadable('accent', colours.accent, 'light'),
  ...unreadable('accentDark', colours.accentDark, 'dark'),
];

function unreadable(
  field: 'accent' | 'accentDark',
  colour: string | undefined,
  scheme: Scheme,
): Finding[] {
  if (colour === undefined) return [];
  const contrast = leastContrast(colour, scheme);
  if (contrast >= textContrast) return [];
  // Rounded down: 4.49 is not 4.5.
  const reached = (Math.floor(contrast * 100) / 100).toFixed(2);
  return [
    {
      path: ['web', 'colours', field],
      message: `\`${colour}\` has a contrast of ${reached}:1 with the ${scheme} backgrounds of the pages (${pageBackgrounds[scheme].join(', ')}), and text needs ${textContrast}:1 (WCAG 2.2, 1.4.3).`,
      remedy:
        scheme === 'light'
          ? 'Choose a darker colour.'
          : 'Choose a lighter colour, or leave it out.',
    },
  ];
}

/** Reads the logo that the policy names. */
export function readWebLogo(
  directory: string,
  { web }: PolicyDocument,
): { readonly logo?: Logo; readonly findings: readonly Finding[] } {
  if (web.logo === undefined) return { findings: [] };
  const read = readLogo(`${directory}/${web.logo}`);
  if (read.kind === 'logo') return { logo: read.logo, findings: [] };
  const { message, remedy } = read;
  return { findings: [{ path: ['web', 'logo'], message, remedy }] };
}
