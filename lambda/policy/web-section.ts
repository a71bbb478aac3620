import * as z from 'zod';
import { text } from './fields.ts';

const colour = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour as # and six hexadecimal digits: `"#1f4fb8"`');

export const web = z.strictObject({
  name: text
    .max(60)
    .optional()
    .describe(
      'What the pages are called: Example Assistant. The name of the controller when absent.',
    ),
  colours: z
    .strictObject({
      accent: colour
        .default('#1f4fb8')
        .describe('Colour of links and buttons on a light background: "#1f4fb8".'),
      accentDark: colour
        .optional()
        .describe(
          'The same on a dark background: "#9db9f5". When absent it is `accent`, as much lighter as it has to be.',
        ),
    })
    .prefault({})
    .describe('Colours of the pages.'),
  logo: z
    .string()
    .regex(
      /^[a-zA-Z0-9][\w.-]*\.(svg|png)$/,
      'must be the name of an .svg or .png file beside policy.yaml',
    )
    .max(100)
    .optional()
    .describe('File beside policy.yaml with the logo, SVG or PNG, at most 100 KB: logo.svg.'),
});

export type Web = z.output<typeof web>;
