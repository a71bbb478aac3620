import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf } from '../../client/index.ts';
import { answerConsent, clientOf, countPrompts, storePrompts } from '../../local/demo/steps.ts';
import { withoutBrowser } from '../support/browser.ts';
import { openBrowserWorld, overflowOf, violationsOf } from './browser-world.ts';
import type { BrowserWorld, Visit } from './browser-world.ts';

const grace = {
  email: 'grace@example.com',
  agrees: true,
  prompts: ['A weekend in Lisbon', 'A recipe with lentils', 'A letter to the landlord'],
};

let world: BrowserWorld;
beforeAll(async () => {
  if (withoutBrowser) return;
  world = await openBrowserWorld();
  await answerConsent(world.stage, grace);
  await storePrompts(world.stage, grace);
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
});

const entryWith = ({ page }: Visit, text: string) =>
  page.getByRole('article').filter({ hasText: text });

describe.skipIf(withoutBrowser)('the entries of a person', () => {
  test('are searched in the page, without sending what is typed', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Grace', '/records');
    await entryWith(visit, 'Lisbon').waitFor();
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url()));

    await page.getByLabel('Search in the entries shown below').fill('LENTILS');

    await page.getByText('1 entry shown').waitFor();
    expect(await page.getByRole('article').count()).toBe(1);
    expect(sent).toEqual([]);
    expect(await violationsOf(page)).toEqual([]);
    await visit.end();
  });

  test('are corrected in their form', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Grace', '/records');
    const entry = entryWith(visit, 'landlord');

    await entry.getByRole('button', { name: 'Correct the entry of' }).click();
    const content = page.getByLabel('New content');
    expect(await content.inputValue()).toBe('A letter to the landlord');
    await content.fill('A letter to the tenant');
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();

    await page.getByText('Saved. The entry is corrected.').waitFor();
    const stored = bodyOf(await clientOf(world.stage, grace.email).get('/v1/me/records'));
    expect(stored.items.map(({ content }) => content)).toContainEqual({
      text: 'A letter to the tenant',
    });
    await visit.end();
  });

  test('can be taken back for ten seconds, and are deleted for good after it', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Grace', '/records');
    const entry = entryWith(visit, 'Lisbon');
    await entry.waitFor();
    await page.clock.install();
    const remove = entry.getByRole('button', { name: 'Delete the entry of' });

    await remove.click();
    await page.clock.runFor(9_000);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.clock.runFor(20_000);
    expect(await countPrompts(world.stage, grace)).toBe(3);
    await remove.click();
    for (let second = 0; second < 10; second += 1) await page.clock.runFor(1_000);

    await page.getByText('The entry is deleted for good').waitFor();
    await entry.waitFor({ state: 'detached' });
    expect(await countPrompts(world.stage, grace)).toBe(2);
    await visit.end();
  });

  test('are read at 320 pixels in German, and on paper without what cannot be pressed there', async () => {
    const visit = await world.visit({ locale: 'de', viewport: { width: 320, height: 640 } });
    const { page } = visit;
    await visit.open('/records');
    await page.getByRole('button', { name: 'Als Grace anmelden' }).click();
    await page.getByRole('article').first().waitFor();

    expect(await overflowOf(page)).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.getByRole('article').first().isVisible()).toBe(true);
    await visit.end();
  });
});

describe.skipIf(withoutBrowser)('the check of a receipt', () => {
  test('needs no account, and finds a changed file', async () => {
    const visit = await world.visit();
    const { page } = visit;
    const { receipt } = bodyOf(
      await clientOf(world.stage, 'ada@example.com').put('/v1/me/consents/{purpose}', {
        path: { purpose: 'improvement' },
        body: { state: 'refused', locale: 'en', method: 'button' },
      }),
    );
    const genuine = join(world.home, 'receipt.jws');
    const changed = join(world.home, 'changed.jws');
    await writeFile(genuine, receipt);
    const [head, payload = '', signature] = (await readFile(genuine, 'utf8')).split('.');
    const forged = Buffer.from(payload, 'base64url').toString().replace('refused', 'given');
    await writeFile(
      changed,
      [head, Buffer.from(forged).toString('base64url'), signature].join('.'),
    );
    await visit.open('/verify');
    const choose = page.getByLabel('Choose a file');

    await choose.setInputFiles(genuine);
    await page.getByText('Genuine: we signed this').waitFor();
    expect(await page.getByText('Improving the assistant').count()).toBe(1);
    expect(await violationsOf(page)).toEqual([]);
    await choose.setInputFiles(changed);
    await page.getByText('Not genuine').waitFor();
    await choose.setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') });
    await page.getByText('This file is no certificate and no receipt').waitFor();
    await visit.end();
  });
});
