import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { bodyOf } from '../../client/index.ts';
import { assistant, clientOf, staffOf } from '../../local/demo/steps.ts';
import { withoutBrowser } from '../support/browser.ts';
import { overflowOf, violationsOf } from './browser-world.ts';
import type { BrowserWorld } from './browser-world.ts';
import { openConsoleWorld } from './console-world.ts';

const officer = 'Data protection officer';
const email = 'letter@example.com';

let world: BrowserWorld;
beforeAll(async () => {
  if (withoutBrowser) return;
  world = await openConsoleWorld();
  const subject = { type: 'email', value: email } as const;
  const body = { subject, residence: 'DE' };
  bodyOf(await assistant(world.stage).post('/v1/subjects', { body }));
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
});

const today = () => new Date().toISOString().slice(0, 10);
const next = (page: Page) => page.getByRole('button', { name: 'Next' }).press('Enter');
const heading = (page: Page, name: string) =>
  page.getByRole('heading', { name, level: 2 }).waitFor();
const focused = 'document.activeElement.textContent';

async function enter(page: Page, channel: string, kind: string): Promise<void> {
  await page.getByRole('radio', { name: channel }).check();
  await page.getByLabel('Day on which it came in').fill(today());
  await page.getByLabel('Identifier of the person').fill(email);
  await next(page);
  await heading(page, 'Step 2 of 3: What they ask for');
  await page.getByLabel('What is asked for').selectOption({ label: kind });
}

describe.skipIf(withoutBrowser)('a request that came in another way', () => {
  test('by letter, of an agent: entered in three steps, then the mandate and who asks are checked', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn(officer, '/console/requests');
    await page.getByRole('link', { name: 'Enter a request' }).click();
    await heading(page, 'Step 1 of 3: Who asks');
    // Nothing goes on without what is needed.
    await next(page);
    await heading(page, 'Step 1 of 3: Who asks');
    await page.getByRole('checkbox', { name: 'Somebody else asks' }).check();
    await page.getByLabel('Name of who asks').fill('Advice centre');
    await page.getByLabel('How you reach them').fill('desk@example.org');
    await page.getByRole('radio', { name: 'signed permission' }).check();
    expect(await violationsOf(page)).toEqual([]);
    await enter(page, 'Letter', 'Copy of the data');
    expect(await page.evaluate(focused)).toBe('Step 2 of 3: What they ask for');
    await page.getByRole('checkbox', { name: 'Prompts' }).check();
    expect(await violationsOf(page)).toEqual([]);
    await next(page);
    await heading(page, 'Step 3 of 3: Check and enter');
    await page.getByText('Advice centre, desk@example.org, signed permission').waitFor();
    await page.getByText(email).waitFor();
    expect(page.url()).not.toContain('example');
    await page.getByRole('button', { name: 'Enter the request' }).press('Enter');

    await page.getByText('It is not known who asks.').waitFor();
    expect(await page.evaluate(focused)).toBe('The request is entered.');
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Open the request' }).click();
    await page.getByText('by letter').waitFor();
    const dialog = page.getByRole('alertdialog');
    await page.getByRole('button', { name: 'I have checked the mandate' }).click();
    await dialog.getByRole('radio', { name: 'signed permission' }).check();
    await dialog.getByRole('button', { name: 'I have checked the mandate' }).click();
    await page.getByText('Recorded: the mandate is checked.').waitFor();
    await page.getByRole('button', { name: 'I have made sure who asks' }).click();
    await dialog.getByRole('button', { name: 'I have made sure who asks' }).click();
    await page.getByText('Recorded: it is sure who asks.').waitFor();
    await page.getByText('Waits for approval').first().waitFor();
    await visit.end();
  });

  test('asked for twice: leads to the one that is open, and keeps what was entered', async () => {
    await staffOf(world.stage).post('/v1/requests/on-behalf', {
      body: {
        ...{ kind: 'portability', channel: 'telephone', receivedOn: today() },
        subject: { type: 'email', value: email },
      },
    });
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn(officer, '/console/requests/on-behalf');
    await enter(page, 'E-mail', 'Data in a portable form');
    await next(page);
    await page.getByRole('button', { name: 'Enter the request' }).click();

    await page.getByText('There is such a request already.').waitFor();
    await page.getByText(email).waitFor();
    await page.getByRole('link', { name: 'Open it' }).click();
    await page.getByRole('heading', { name: 'Decide', exact: true }).waitFor();
    await visit.end();
  });

  test.each([
    ['E-mail', 'Correction', 'rectification'],
    ['Telephone', 'Objection', 'objection'],
    ['In person', 'Complaint', 'complaint'],
  ] as const)('%s: %s takes what the kind needs', async (channel, label, kind) => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn(officer, '/console/requests/on-behalf');
    await enter(page, channel, label);
    if (kind === 'rectification') {
      await page.getByLabel('Kind of data').selectOption({ label: 'Prompts' });
      await page.getByLabel('Which detail').fill('/text');
      await page.getByLabel('What it should say').fill('right');
    }
    if (kind === 'complaint') {
      // A complaint without words is none.
      await next(page);
      await heading(page, 'Step 2 of 3: What they ask for');
      await page.getByLabel('What the person wrote or said').fill('You wrote again.');
    }
    await next(page);
    await page.getByRole('button', { name: 'Back' }).click();
    await heading(page, 'Step 2 of 3: What they ask for');
    await next(page);
    await page.getByRole('button', { name: 'Enter the request' }).click();

    await page.getByRole('heading', { name: 'The request is entered.' }).waitFor();
    const { items } = bodyOf(await clientOf(world.stage, email).get('/v1/me/requests'));
    expect(items.map((one) => one.kind)).toContain(kind);
    await visit.end();
  });

  test('what the API does not take is said for each field', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn(officer, '/console/requests/on-behalf');
    await enter(page, 'Letter', 'Appeal');
    await page.getByLabel('Reference of the request').fill(crypto.randomUUID());
    await page.getByLabel('What the person wrote or said').fill('I do not agree.');
    await next(page);
    await page.getByRole('button', { name: 'Enter the request' }).click();

    await page.getByText('/about', { exact: true }).waitFor();
    await page.getByText('name one of the requests of this person').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await visit.end();
  });

  test('has no violation of WCAG and scrolls in one direction, in German at 320 pixels', async () => {
    const { page, ...visit } = await world.visit({
      ...{ locale: 'de', viewport: { width: 320, height: 640 } },
    });
    await visit.open('/console/requests/on-behalf');
    await page.getByRole('button', { name: new RegExp(officer) }).click();
    await heading(page, 'Schritt 1 von 3: Wer den Antrag stellt');
    await page.getByRole('radio', { name: 'Brief' }).check();
    await page.getByLabel('Tag, an dem er kam').fill(today());
    await page.getByLabel('Kennung der Person').fill(email);
    const check = async (step: string) => {
      expect(await violationsOf(page), step).toEqual([]);
      expect(await overflowOf(page), step).toBe(0);
    };
    await check('who');
    await page.getByRole('button', { name: 'Weiter' }).click();
    await page.getByLabel('Was verlangt wird').selectOption('rectification');
    await check('corrections');
    await page.getByLabel('Was verlangt wird').selectOption('restriction');
    await check('purposes');
    await page.getByRole('button', { name: 'Weiter' }).click();
    await check('check');
    await visit.end();
  });
});
