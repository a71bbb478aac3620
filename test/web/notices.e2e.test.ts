import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerConsent } from '../../local/demo/steps.ts';
import { withoutBrowser } from '../support/browser.ts';
import { copyOfPolicy, edit } from '../policy/edited-policy.ts';
import { openBrowserWorld, overflowOf, violationsOf } from './browser-world.ts';
import type { BrowserWorld } from './browser-world.ts';

let world: BrowserWorld;
beforeAll(async () => {
  if (withoutBrowser) return;
  world = await openBrowserWorld();
  await answerConsent(world.stage, { email: 'ada@example.com', agrees: true, prompts: [] });
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
});

describe.skipIf(withoutBrowser)('the privacy notices', () => {
  test('are read by everybody, in their language, on a small screen', async () => {
    const visit = await world.visit({ locale: 'de', viewport: { width: 320, height: 640 } });
    const { page } = visit;
    await visit.open('/notices');
    const notice = page.getByRole('region', { name: 'Datenschutzhinweise des Assistenten' });

    await notice.getByText('Alles lesen').click();

    await notice.getByRole('heading', { name: 'Kurz gesagt', level: 3 }).waitFor();
    expect(await notice.getByText('Es gibt keine frühere Fassung.').count()).toBe(1);
    expect(await violationsOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    await visit.end();
  });

  test('say what has changed since a person agreed, and show the earlier version', async () => {
    const policy = copyOfPolicy();
    for (const [file, from, to] of [
      ['en', '- We do not sell your data.', '- We sell no data, to nobody.'],
      ['de', '- Wir verkaufen Ihre Daten nicht.', '- Wir verkaufen keine Daten, an niemanden.'],
    ] as const) {
      edit(policy, from, to, `notices/assistant/${file}.md`);
    }
    await world.restart({ CUSTOS_POLICY: policy });
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Ada');
    await visit.go('/notices');

    const notice = page.getByRole('region', { name: 'Privacy notice of the assistant' });
    await notice.getByRole('heading', { name: 'What has changed since you agreed' }).waitFor();

    const changes = notice.getByRole('listitem');
    await changes.getByText('We do not sell your data.').waitFor();
    expect(await changes.filter({ hasText: 'No longer there' }).count()).toBe(1);
    expect(await changes.filter({ hasText: 'New' }).allTextContents()).toEqual([
      'NewWe sell no data, to nobody.',
    ]);
    expect(await notice.getByText(/You agreed on .* to: Improving the assistant/).count()).toBe(1);
    await notice.getByText('Version in force from').click();
    await notice.getByRole('heading', { name: 'Compared with the text in force now' }).waitFor();
    await notice.getByRole('heading', { name: 'In short' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await visit.end();
  });
});
