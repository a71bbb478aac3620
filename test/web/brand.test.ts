import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { accentsOf, brandCss, leastContrast, textContrast } from '../../lib/web/brand.ts';
import { contrastOf } from '../../lib/web/contrast.ts';

const colours = fc
  .integer({ min: 0, max: 0xff_ff_ff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('contrast', () => {
  // From the worked examples of WCAG 2.2 techniques G18 and of the WebAIM checker.
  test.each([
    ['#ffffff', '#000000', 21],
    ['#ffffff', '#ffffff', 1],
    ['#777777', '#ffffff', 4.478],
    ['#767676', '#ffffff', 4.542],
    ['#0000ff', '#ffffff', 8.592],
  ])('%s on %s is %d:1, whichever is the text', (one, other, expected) => {
    expect(contrastOf(one, other)).toBeCloseTo(expected, 2);
    expect(contrastOf(other, one)).toBe(contrastOf(one, other));
  });
});

describe('an accent', () => {
  test('is followed by a readable text on it and a readable accent on dark pages', () => {
    fc.assert(
      fc.property(colours, (accent) => {
        const { light, dark } = accentsOf({ accent });

        for (const each of [light, dark]) {
          expect(contrastOf(each.accent, each.onAccent)).toBeGreaterThanOrEqual(textContrast);
        }
        expect(light.accent).toBe(accent);
        expect(leastContrast(dark.accent, 'dark')).toBeGreaterThanOrEqual(textContrast);
      }),
    );
  });

  test('stays as it is on dark pages where it can be read there', () => {
    expect(accentsOf({ accent: '#ffcc00' }).dark.accent).toBe('#ffcc00');
  });

  test('of dark pages is that of the policy', () => {
    expect(brandCss({ accent: '#1f4fb8', accentDark: '#9db9f5' })).toBe(
      [
        ':root { --accent: #1f4fb8; --on-accent: #ffffff; }',
        '@media (prefers-color-scheme: dark) { :root { --accent: #9db9f5; --on-accent: #000000; } }',
        '',
      ].join('\n'),
    );
  });
});

describe('the backgrounds of the pages', () => {
  const tokens = readFileSync('web/app/styles/tokens.css', 'utf8');
  const [light = '', dark = ''] = tokens.split('prefers-color-scheme: dark');
  const backgrounds = (text: string) =>
    [...text.matchAll(/--(?:page|surface|raised): (#[0-9a-f]{6});/g)].map(
      ([, colour = '']) => colour,
    );

  test.each([
    ['light', light],
    ['dark', dark.split('@media')[0] ?? ''],
  ] as const)('are within those that the %s accent is checked on', (scheme, text) => {
    const { accent } = accentsOf({ accent: '#1f4fb8' })[scheme];

    expect(backgrounds(text).length).toBeGreaterThan(2);
    for (const background of backgrounds(text)) {
      expect(contrastOf(accent, background)).toBeGreaterThanOrEqual(leastContrast(accent, scheme));
    }
  });
});
