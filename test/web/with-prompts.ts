import { expect, vi } from 'vitest';
import { bodyOf } from '../../client/index.ts';
import { answerConsent, clientOf, storePrompts } from '../../local/demo/steps.ts';
import type { BrowserWorld } from './browser-world.ts';

/** A person whose prompts are stored and counted. */
export const grace = {
  email: 'grace@example.com',
  agrees: true,
  prompts: ['one', 'two', 'three'],
};

/** Stores the prompts, and waits until they are counted, which follows within seconds. */
export async function storeCounted({ stage }: BrowserWorld, person: typeof grace): Promise<void> {
  await answerConsent(stage, person);
  expect(await storePrompts(stage, person)).toBe(person.prompts.length);
  const client = clientOf(stage, person.email);
  await vi.waitFor(
    async () => {
      const { items } = bodyOf(await client.get('/v1/me/data'));
      const prompts = items.find(({ category }) => category === 'prompt-text');
      expect(prompts?.count).toBe(person.prompts.length);
    },
    { timeout: 30_000, interval: 200 },
  );
}
