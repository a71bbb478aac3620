import { expect, test } from 'vitest';
import { accessPatterns } from '../../bench/patterns.ts';
import { scalePage } from '../../bench/scale-page.ts';
import { measureUnits } from '../../bench/units.ts';
import { loadPolicyOrThrow } from '../../lib/policy/loader.ts';
import { formatted } from '../support/formatted.ts';

test('docs/scale.md has the measured units', async () => {
  const page = scalePage(await measureUnits(), await accessPatterns(), loadPolicyOrThrow('policy'));

  await expect(await formatted('docs/scale.md', page)).toMatchFileSnapshot('../../docs/scale.md');
}, 120_000);
