import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bodyOf } from '../../client/index.ts';
import { assistant, storePrompts } from '../../local/demo/steps.ts';
import { withoutBrowser } from '../support/browser.ts';
import { letterIn } from '../support/letter.ts';
import { openBrowserWorld, overflowOf, violationsOf } from './browser-world.ts';
import type { BrowserWorld } from './browser-world.ts';

let world: BrowserWorld;
beforeAll(async () => {
  if (withoutBrowser) return;
  world = await openBrowserWorld();
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
});

/** A person with a prompt in the records of the assistant. */
async function known(email: string): Promise<string> {
  const subject = { type: 'email', value: email } as const;
  bodyOf(await assistant(world.stage).post('/v1/subjects', { body: { subject, residence: 'DE' } }));
  await storePrompts(world.stage, { email, agrees: false, prompts: ['How do I bake bread?'] });
  return email;
}

async function ask(page: Page, wish: string, email: string): Promise<string> {
  await page.getByRole('radio', { name: wish }).check();
  await page.getByLabel('e-mail address', { exact: false }).fill(email);
  await page.getByRole('button', { name: 'Send the request' }).click();
  await page.getByRole('heading', { name: 'Keep this link now' }).waitFor();
  return new URL(page.url()).searchParams.get('request') ?? '';
}

const letterOf = (requestId: string): Promise<string> =>
  vi.waitFor(() => letterIn(join(world.home, 'outbox', `${requestId}.eml`)), { timeout: 20_000 });

async function codeOf(requestId: string): Promise<string> {
  const [, code = ''] = /^([0-9A-Z]{5}-[0-9A-Z]{5})\r?$/m.exec(await letterOf(requestId)) ?? [];
  return code;
}

async function confirm(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code from the mail').fill(code);
  await page.getByRole('button', { name: 'Confirm' }).click();
}

describe.skipIf(withoutBrowser)('somebody without an account', () => {
  test('asks for a copy, proves the address, and downloads it by the link, which is in no address', async () => {
    const email = await known('mia@example.org');
    const visit = await world.visit();
    const { page } = visit;
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await visit.open('/');
    await page.getByRole('link', { name: 'Ask without an account' }).first().click();
    await page.getByLabel('Where do you live?').selectOption({ label: 'Germany' });
    expect(await page.getByRole('radio', { name: 'Stop the sale' }).count()).toBe(0);

    const requestId = await ask(page, 'Get a copy of my data', email);
    const link = await page.getByLabel('Your link').inputValue();
    const code = await codeOf(requestId);
    await confirm(page, ` ${code.toLowerCase().replace('-', ' ')} `);

    await page.getByRole('heading', { name: 'A copy of your data', level: 1 }).waitFor();
    await page.getByText('Your copy is ready.').waitFor({ timeout: 60_000 });
    expect(new URL(page.url()).pathname).toBe('/follow-up');

    await page.goto('about:blank');
    await page.goto(link);
    const download = page.getByRole('button', { name: 'Download the file' });
    await download.waitFor();
    expect(page.url()).toBe(`${world.url}/follow-up`);
    expect(await violationsOf(page)).toEqual([]);
    const downloading = page.waitForEvent('download');
    await download.click();
    expect((await readFile(await (await downloading).path())).subarray(0, 2).toString()).toBe('PK');
    const stored = await page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, document.cookie])',
    );
    expect(stored).not.toContain('cft_');
    expect(addresses.filter((each) => each.replace(/#.*/, '').includes('cft_'))).toEqual([]);
    await visit.end();
  });

  test('gets the same answer for an address that nobody knows, and in the end a certificate', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.open('/ask');

    const requestId = await ask(page, 'Get a copy of my data', 'nobody@example.net');
    await page.getByText('We have sent a code to the address that you gave.').waitFor();
    await confirm(page, await codeOf(requestId));

    await page.getByText('hold nothing under it').waitFor({ timeout: 60_000 });
    await page.getByRole('region', { name: 'Certificate' }).waitFor();
    await visit.end();
  });

  test('is told what is wrong with what they fill in, and loses no try by half a code', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.open('/ask');
    await page.getByRole('button', { name: 'Send the request' }).click();
    await page.getByText('Choose what you want.').waitFor();
    await page.getByText('Write an e-mail address').waitFor();
    expect(await page.evaluate('document.activeElement.type')).toBe('radio');
    expect(await violationsOf(page)).toEqual([]);
    await page.getByLabel('e-mail address', { exact: false }).fill('half@');
    await page.getByRole('radio', { name: 'Complain' }).check();
    await page.getByRole('button', { name: 'Send the request' }).click();
    await page.getByText('Write this: without it').waitFor();
    await page.getByLabel('What went wrong?').fill('Too much mail.');
    const calls: string[] = [];
    page.on('request', (request) => calls.push(new URL(request.url()).pathname));

    await ask(page, 'Complain', 'leo@example.org');
    await confirm(page, '7K3QD');
    await page.getByText('This is not a complete code').waitFor();
    expect(calls.filter((path) => path.endsWith('/verify'))).toEqual([]);
    await confirm(page, '7K3QD-X9M2V');
    await page.getByText('This code is wrong or no longer valid.').waitFor();

    expect(await page.getByLabel('Code from the mail').getAttribute('aria-invalid')).toBe('true');
    expect(await violationsOf(page)).toEqual([]);
    await visit.end();
  });

  test('opts out of a sale without a code', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.open('/ask');
    await page.getByLabel('Where do you live?').selectOption({ label: 'California' });

    await ask(page, 'Stop the sale of my data', await known('sol@example.org'));

    await page.getByText('For this we need no code').waitFor();
    const link = await page.getByLabel('Your link').inputValue();
    await page.goto('about:blank');
    await vi.waitFor(
      async () => {
        await page.goto('about:blank');
        await page.goto(link);
        await page.getByText('Done', { exact: true }).waitFor({ timeout: 2_000 });
      },
      { timeout: 30_000, interval: 500 },
    );
    await visit.end();
  });

  test('asks for somebody else, who confirms it in their own browser with the link in their mail', async () => {
    const [agent, person] = [await world.visit(), await world.visit()];
    await agent.open('/ask');
    await agent.page.getByLabel('I ask for somebody else').check();
    await agent.page.getByLabel('Your name').fill('Noa Example');
    await agent.page.getByLabel('How we reach you').fill('noa@example.com');
    await agent.page.getByRole('radio', { name: 'A permission that the person' }).check();
    expect(await violationsOf(agent.page)).toEqual([]);

    const requestId = await ask(
      agent.page,
      'Get a copy of my data',
      await known('kim@example.org'),
    );
    await agent.page.getByRole('heading', { name: 'The person gets a code' }).waitFor();
    expect(await agent.page.getByLabel('Code from the mail').count()).toBe(0);
    const letter = await letterOf(requestId);
    const [link = '', token = ''] = /http\S+#(cft_[\w.-]+)/.exec(letter) ?? [];
    expect(link).toBe(`${world.url}/follow-up#${token}`);
    await person.open('/follow-up');
    await person.page.getByLabel('Your link or token').fill(token.slice(0, 20));
    await person.page.getByRole('button', { name: 'Show the request' }).click();
    await person.page.getByText('This is not a complete link.').waitFor();
    await person.page.getByLabel('Your link or token').fill(` ${token} `);
    await person.page.getByRole('button', { name: 'Show the request' }).click();
    await person.page.getByText('Somebody asks for you').waitFor();
    await person.page.goto('about:blank');
    await person.page.goto(link);
    await person.page.getByText('Somebody asks for you').waitFor();
    await confirm(person.page, await codeOf(requestId));

    await person.page.getByText('You have confirmed that they may.').waitFor();
    await person.end();
    await agent.end();
  });

  test('has everything erased and follows it in German on a small screen, and calls another request off', async () => {
    const visit = await world.visit({ locale: 'de', viewport: { width: 320, height: 640 } });
    const { page } = visit;
    const email = await known('ida@example.org');
    await visit.open('/ask');
    await page.getByRole('radio', { name: 'Alles über mich löschen lassen' }).check();
    await page.getByLabel('Ihre E-Mail-Adresse').fill(email);
    expect(await violationsOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    await page.getByRole('button', { name: 'Antrag senden' }).click();
    await page.getByRole('heading', { name: 'Code eingeben' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    const requestId = new URL(page.url()).searchParams.get('request') ?? '';
    await page.getByLabel('Code aus der E-Mail').fill(await codeOf(requestId));
    await page.keyboard.press('Enter');

    await page.getByText('Ihre Daten sind gelöscht.').waitFor({ timeout: 60_000 });
    await page.getByRole('region', { name: 'Bescheinigung' }).waitFor();
    await page.getByText('Die letzte Prüfung folgt nach dem').waitFor();
    await page.getByText('Die Daten, die wir über Sie speichern').waitFor();
    expect(await page.getByRole('main').getByText('Konto').count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);

    await page.getByRole('button', { name: 'Einen anderen Antrag verfolgen' }).click();
    await page.getByLabel('Ihr Link oder Token').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await visit.go('/ask');
    await page.getByRole('radio', { name: 'Eine Kopie meiner Daten erhalten' }).check();
    await page.getByLabel('Ihre E-Mail-Adresse').fill('noch-jemand@example.org');
    await page.getByRole('button', { name: 'Antrag senden' }).click();
    const link = await page.getByLabel('Ihr Link').inputValue();
    await page.goto('about:blank');
    await page.goto(link);
    await page.getByRole('button', { name: 'Diesen Antrag zurückziehen' }).click();
    await page.getByRole('button', { name: 'Zurückziehen', exact: true }).click();
    await page.getByText('Der Antrag ist zurückgezogen.').waitFor();
    await visit.end();
  });

  test('is told when a link leads nowhere', async () => {
    const visit = await world.visit();
    const { page } = visit;
    const secret = 'A'.repeat(43);

    await visit.open(`/follow-up#cft_0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60.${secret}`);

    await page.getByText('This link does not work.').waitFor();
    expect(page.url()).toBe(`${world.url}/follow-up`);
    expect(await violationsOf(page)).toEqual([]);
    await visit.end();
  });
});
