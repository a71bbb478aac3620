import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { originHeader } from '../../../lib/constructs/viewer-calls.ts';
import { viewerHeader } from '../../../lambda/platform/http/contract.ts';
import { faultsOf, openBrowser, withoutBrowser } from '../../support/browser.ts';
import type { Steps } from '../steps.ts';
import { startEdge } from './edge.ts';
import type { Edge, EdgeOptions } from './edge.ts';

/** What a person and the privacy team see of a deployment, in a browser. */
export async function checkPages(steps: Steps, options: EdgeOptions): Promise<void> {
  const edge = await steps.need('the bucket has the pages of the release', () =>
    startEdge(options),
  );
  try {
    await checkFiles(steps, edge);
    if (withoutBrowser) return;
    const browser = await openBrowser();
    await checkScreens(steps, edge, browser);
    await browser.close();
  } finally {
    await edge.stop();
  }
}

async function checkFiles(steps: Steps, { url, sentToApi }: Edge): Promise<void> {
  await steps.check('addresses of screens have their page, with its headers', async () => {
    for (const [path, title] of [
      ['/', 'Privacy'],
      ['/choices', 'Privacy'],
      ['/console/incidents', 'Privacy console'],
    ] as const) {
      const answer = await fetch(`${url}${path}`);
      assert.equal(answer.status, 200, path);
      assert.match(await answer.text(), new RegExp(`<title>${title}</title>`), path);
      assert.equal(answer.headers.get('cache-control'), 'no-cache', path);
      const policy = answer.headers.get('content-security-policy') ?? '';
      assert.match(policy, /script-src 'self'; .*require-trusted-types-for 'script'/);
      assert.doesNotMatch(policy, /unsafe-/);
    }
  });
  await steps.check(
    'files are stored for a year, texts are public, others are absent',
    async () => {
      const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(await textOf(`${url}/`)) ?? [];
      const file = await fetch(`${url}${script}`);
      assert.equal(file.status, 200, script);
      assert.match(file.headers.get('content-type') ?? '', /javascript/);
      assert.match(file.headers.get('cache-control') ?? '', /max-age=31536000/);
      const texts = await fetch(`${url}/texts/en.json`);
      assert.equal(texts.headers.get('access-control-allow-origin'), '*');
      assert.equal((await fetch(`${url}/assets/none.js`)).status, 403);
    },
  );
  await steps.check('the API has the same name, and learns the address of the viewer', async () => {
    const answer = await fetch(`${url}/v1/health`, { headers: { [viewerHeader]: '203.0.113.9' } });
    assert.equal(answer.status, 200);
    const sent = sentToApi.at(-1);
    assert.equal(sent?.[viewerHeader], '192.0.2.1', 'the viewer chose its own address');
    assert.ok(
      sent[originHeader],
      'the firewall takes no call without the secret for one of a viewer',
    );
  });
}

const textOf = async (url: string): Promise<string> => (await fetch(url)).text();

async function checkScreens(steps: Steps, { url }: Edge, browser: Browser): Promise<void> {
  await steps.check('a person signs in, allows a purpose and has the receipt', () =>
    visiting(browser, async (page) => {
      await signIn(page, `${url}/choices`, 'grace@example.org');
      const choice = page.getByRole('region', { name: 'Improving the assistant' });
      await choice.getByRole('button', { name: /^Allow: / }).click();
      await choice.getByText('Saved. We may use your data for this from now on.').waitFor();
      await choice.getByText('History').click();
      const downloading = page.waitForEvent('download');
      await choice.getByRole('row').nth(1).getByRole('button').click();
      assert.match(await readFile(await (await downloading).path(), 'utf8'), /^eyJ[\w.-]+$/);
    }),
  );
  await steps.check('staff sign in, and the queue is there', () =>
    visiting(browser, async (page) => {
      await signIn(page, `${url}/console/`, 'dpo@example.org');
      await page.getByRole('link', { name: 'Requests' }).first().click();
      await page.getByRole('heading', { name: 'Requests', level: 1 }).waitFor();
      // What the API answered.
      await page
        .getByRole('table')
        .or(page.getByText('No request matches what you have chosen.'))
        .first()
        .waitFor();
    }),
  );
}

async function signIn(page: Page, address: string, email: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  // The page of the provider.
  await page.getByRole('textbox').fill(email);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** Fails if the page had an error or did what its security policy forbids. */
async function visiting(browser: Browser, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ locale: 'en' });
  const page = await context.newPage();
  const faults = faultsOf(page);
  try {
    await work(page);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}
