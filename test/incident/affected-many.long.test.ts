import { expect, test } from 'vitest';
import { affected } from '../../bench/affected.ts';

test('20,000 people are found and counted in a process of at most 256 MB', async () => {
  const [memory] = await affected(20_000).run(() => undefined);

  expect(memory).toMatchObject({ limit: 256, holds: true });
}, 600_000);
