import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf } from '../../client/index.ts';
import { assistant, clientOf, staffOf, storePrompts } from '../../local/demo/steps.ts';
import { withoutBrowser } from '../support/browser.ts';
import { openBrowserWorld, overflowOf, violationsOf } from './browser-world.ts';
import type { BrowserWorld } from './browser-world.ts';

const [ada, grace, person] = ['ada@example.com', 'grace@example.com', 'person-01@example.org'];
const byEmail = (value: string) => ({ type: 'email', value }) as const;

let world: BrowserWorld;
beforeAll(async () => {
  if (withoutBrowser) return;
  world = await openBrowserWorld();
  const service = assistant(world.stage);
  for (const [email, residence] of [
    [ada, 'DE'],
    [grace, 'US-CA'],
    [person, 'DE'],
  ] as const) {
    bodyOf(await service.post('/v1/subjects', { body: { subject: byEmail(email), residence } }));
    await storePrompts(world.stage, { email, agrees: false, prompts: ['How do I bake bread?'] });
  }
  for (const email of [ada, person]) {
    const profile = { name: 'A. Example', address: { city: 'Berlin' } };
    await service.post('/v1/records', {
      body: {
        ...{ subject: byEmail(email), category: 'account-profile', content: profile },
        purposes: ['service-provision'],
      },
    });
  }
  await service.post('/v1/records', {
    body: {
      ...{ subject: byEmail(ada), category: 'safety-score', content: { score: 0.9 } },
      purposes: ['safety'],
    },
  });
  const at = new Date().toISOString();
  const decided = { system: 'moderation', outcome: { value: 'warned' }, mainFactors: ['reports'] };
  bodyOf(
    await service.post('/v1/automated-decisions', {
      body: { subject: byEmail(ada), ...decided, at },
    }),
  );
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
});

/** To the first step, by the links of the pages. */
async function begin(page: Page, wish: string): Promise<void> {
  await page.getByRole('link', { name: 'Your requests' }).first().click();
  await page.getByRole('link', { name: 'Make a request' }).click();
  await page.getByRole('heading', { name: 'What do you want?' }).waitFor();
  await page.getByRole('link', { name: wish }).click();
}

const send = async (page: Page) => {
  await page.getByRole('button', { name: 'Send the request' }).click();
  await page.getByRole('heading', { name: 'Keep this link now' }).waitFor();
};

/** What answers a call that needs a recent sign-in. */
const asksToSignInAgain = {
  status: 401,
  contentType: 'application/problem+json',
  body: JSON.stringify({
    type: 'urn:custos:problem:recent-authentication-required',
    title: 'Sign in again',
    status: 401,
    requestId: '3f6c2a9d-1e4b-4a70-9f53-000000000000',
  }),
};

describe.skipIf(withoutBrowser)('a request of a person who is signed in', () => {
  test('for an erasure: it is explained, asks twice, and ends with a certificate, with the keyboard alone', async () => {
    const visit = await world.visit({ locale: 'de', viewport: { width: 320, height: 640 } });
    const { page } = visit;
    await visit.open('/requests/new?kind=erasure');
    const reach = async (name: RegExp) => {
      for (let presses = 0; presses < 60; presses += 1) {
        await page.keyboard.press('Tab');
        const text = await page.evaluate<string>(focused);
        if (name.test(text)) return;
      }
      expect.unreachable(`no Tab leads to ${name.source}`);
    };
    await reach(/Als Person 01/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Prüfen und senden' }).waitFor();
    await page.getByText('Eingaben: 1 Eintrag').waitFor();
    await page.getByText('Nachweise Ihrer Entscheidungen und dieses Antrags').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);

    await reach(/^Meine Daten endgültig löschen$/);
    await page.keyboard.press('Enter');
    await page.getByText('Kreuzen Sie das Kästchen an').waitFor();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Space');
    await reach(/^Meine Daten endgültig löschen$/);
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { name: 'Heben Sie diesen Link jetzt auf' }).waitFor();
    const certificate = page.getByRole('region', { name: 'Bescheinigung' });
    await certificate.waitFor({ timeout: 60_000 });
    await page.getByText('Wir haben noch einmal gesucht und nichts gefunden').waitFor();
    await page.getByText('Sie sind weiterhin angemeldet: ').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    const downloading = page.waitForEvent('download');
    await certificate.getByRole('button', { name: 'Herunterladen: Bescheinigung' }).first().click();
    expect(await readFile(await (await downloading).path(), 'utf8')).toMatch(
      /^eyJ[\w-]+\.[\w-]+\./,
    );
    await visit.end();
  });

  test('for a copy: in three steps, to the file, and to the check that it is the right one', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Ada');
    await begin(page, 'Get a copy of my data');

    await page.getByRole('radio', { name: 'Only some kinds of data' }).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Choose at least one kind of data.').waitFor();
    await page.getByRole('checkbox', { name: 'Prompts' }).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('You get an answer within one month (GDPR).').waitFor();
    await send(page);

    const copy = page.getByRole('region', { name: 'Your copy' });
    const downloading = page.waitForEvent('download');
    await copy.getByRole('button', { name: 'Download the file' }).click();
    const file = await (await downloading).path();
    await copy.getByText('Is the file complete').click();
    await copy.getByLabel('Downloaded file').setInputFiles(file);
    await copy.getByText('The file is complete and unchanged.').waitFor();
    await copy
      .getByLabel('Downloaded file')
      .setInputFiles({ name: 'other.zip', mimeType: 'application/zip', buffer: Buffer.from('x') });
    await copy.getByText('This is not the file that we made').waitFor();
    expect((await readFile(file)).subarray(0, 2).toString()).toBe('PK');
    expect(await violationsOf(page)).toEqual([]);
    await visit.end();
  });

  test('shows its link once, and says so', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Ada');
    await begin(page, 'Take my data to another service');
    await page.getByRole('button', { name: 'Continue' }).click();

    await send(page);

    const link = await page.getByLabel('Your link').inputValue();
    expect(link).toMatch(/\/follow-up#cft_[\w.-]+$/);
    expect(page.url()).not.toContain('cft_');
    await page.getByText('Your copy is ready.').first().waitFor();
    await page.reload();
    await page.getByText('Your copy is ready.').first().waitFor();
    expect(await page.getByLabel('Your link').count()).toBe(0);
    const stored = await page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state])',
    );
    expect(stored).not.toContain('cft_');
    await visit.end();
  });

  test('that needs a recent sign-in comes back to its third step, as it was chosen', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Grace', '/requests/new?kind=portability');
    await page.getByRole('radio', { name: 'Only some kinds of data' }).check();
    await page.getByRole('checkbox', { name: 'Feedback' }).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.route('**/v1/me/requests', (route) => route.fulfill(asksToSignInAgain));
    await page.getByRole('button', { name: 'Send the request' }).click();

    await page.getByRole('alert').getByRole('button', { name: 'Sign in again' }).click();
    await page.unroute('**/v1/me/requests');
    await page.getByRole('button', { name: /Grace grace@example.com/ }).click();

    await page.getByRole('heading', { name: 'Check and send' }).waitFor();
    await page.getByText('Feedback', { exact: true }).waitFor();
    await send(page);
    await visit.end();
  });

  test('says before a new sign-in that what was written is lost', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Ada', '/requests/new?kind=complaint');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Write this: without it we cannot look into it.').waitFor();
    await page.getByLabel('What went wrong?').fill('Nobody answers.');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.route('**/v1/me/requests', (route) =>
      route.request().method() === 'POST' ? route.fulfill(asksToSignInAgain) : route.continue(),
    );

    await page.getByRole('button', { name: 'Send the request' }).click();

    await page.getByText('Signing in again loses what you wrote.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.reload();
    await page.getByText('What you wrote is no longer here. Write it again.').waitFor();
    await visit.end();
  });

  test('for corrections: refused with the reasons, and appealed', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Ada');
    await begin(page, 'Have something corrected');
    await page.getByLabel('In which kind of data?').selectOption({ label: 'Account' });
    await page.getByRole('radio', { name: 'One detail, in every entry' }).check();
    await page.getByLabel('Which detail?').selectOption({ label: 'address › city' });
    await page.getByLabel('What should it say?').fill('Hamburg');
    await page.getByRole('button', { name: 'Add another correction' }).click();
    await page.getByText('Account, in every entry: address › city becomes “Hamburg”').waitFor();
    await page.getByLabel('In which kind of data?').selectOption({ label: 'Prompts' });
    await page.getByLabel('Which entry?').selectOption({ index: 1 });
    await page.getByLabel('text', { exact: true }).fill('How do I bake a cake?');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Prompts: text becomes “How do I bake a cake?”').waitFor();
    await send(page);
    await page.getByText('1. Account').waitFor();

    await refuseCorrections(page.url().split('/').at(-1) ?? '');
    await page.reload();

    await page.getByText('We looked into it and found that the data is right.').last().waitFor();
    await page.getByText('Complain to the authority').waitFor();
    const appeal = page.getByRole('region', { name: 'Appeal' });
    await appeal.getByRole('button', { name: 'Send the appeal' }).click();
    await appeal.getByText('Say why you disagree.', { exact: true }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await appeal.getByLabel('Why do you disagree?').fill('I live there.');
    await appeal.getByRole('button', { name: 'Send the appeal' }).click();
    await page.getByRole('heading', { name: 'Appeal', level: 1 }).waitFor();
    await page.getByText('A person is working on your answer.').waitFor();
    await page.getByRole('link', { name: 'Open that request' }).click();
    await page.getByRole('heading', { name: 'Correction', level: 1 }).waitFor();
    await page.getByText('You appealed').waitFor();
    await visit.end();
  });

  test('follows from an entry that the person cannot change themselves', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Ada', '/records');
    const entry = page.getByRole('article', { name: /^Safety scores/ });
    await entry.getByRole('button', { name: /^Correct the entry/ }).click();
    await entry.getByLabel('New content').fill('{"score": 0.1}');
    await entry.getByRole('button', { name: 'Save' }).click();

    await entry.getByRole('link', { name: 'Ask us to correct this entry' }).click();

    await page.getByRole('heading', { name: 'Have something corrected' }).waitFor();
    expect(await page.getByLabel('In which kind of data?').inputValue()).toBe('safety-score');
    expect(await page.getByLabel('score', { exact: true }).inputValue()).toBe('0.9');
    await page.getByLabel('score', { exact: true }).fill('0.1');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Safety scores: score becomes “0.1”').waitFor();
    await visit.end();
  });

  test('to leave data unused takes effect at once, and can be ended', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Ada', '/requests/new?kind=restriction');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('It takes effect the moment you send it.').waitFor();
    await send(page);
    await page.getByText('Your data is left unused until you end this.').waitFor();

    await page.getByRole('button', { name: 'End this: use my data again' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Use your data again?' });
    await dialog.waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'End this: use my data again' }).click();
    await dialog.getByRole('button', { name: 'Use it again' }).click();

    await page.getByText('It is ended: your data may be used again.').waitFor();
    await visit.end();
  });

  test('to review a decision names it, and can be called off', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Ada');
    await begin(page, 'Have a person review a decision');
    await page.getByRole('radio', { name: 'moderation: warned' }).check();
    await page.getByLabel('Why should a person look').fill('I did not write that.');
    await page.getByRole('button', { name: 'Continue' }).click();
    await send(page);

    await page.getByRole('button', { name: 'Call this request off' }).click();
    await page.getByRole('button', { name: 'Call it off' }).click();

    await page.getByText('It is called off.').waitFor();
    await page.getByRole('link', { name: 'Your requests' }).first().click();
    await page.getByRole('link', { name: /^Review by a person, received on/ }).waitFor();
    expect(await page.getByText('It was called off. Nothing more happens.').count()).toBe(1);
    await visit.end();
  });

  test('is offered where the law of the person gives the right', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Grace', '/requests/new');

    await page.getByRole('link', { name: 'Stop the sale of my data' }).waitFor();

    expect(await page.getByRole('link', { name: 'Have my data left unused' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Stop the sale of my data' }).click();
    await page.getByText('Step 2 of 2').waitFor();
    await visit.end();
  });

  test('that is open already leads to that one', async () => {
    const visit = await world.visit();
    const { page } = visit;
    bodyOf(
      await clientOf(world.stage, grace).post('/v1/me/requests', {
        body: { kind: 'complaint', reason: 'Slow.' },
      }),
    );
    await page.route('**/v1/me/requests', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      const { items } = bodyOf(await clientOf(world.stage, grace).get('/v1/me/requests'));
      const problem = JSON.parse(asksToSignInAgain.body) as object;
      return route.fulfill({
        ...{ status: 409, contentType: 'application/problem+json' },
        body: JSON.stringify({
          ...problem,
          ...{ type: 'urn:custos:problem:request-already-open', status: 409 },
          openRequestId: items[0]?.requestId,
        }),
      });
    });
    await visit.signIn('Grace', '/requests/new?kind=erasure');
    await page.getByRole('checkbox', { name: 'I understand' }).check();

    await page.getByRole('button', { name: 'Erase my data for good' }).click();

    await page.getByRole('link', { name: 'Open the request that you have already' }).click();
    await page.getByRole('heading', { name: 'Complaint', level: 1 }).waitFor();
    await visit.end();
  });
});

async function refuseCorrections(requestId: string): Promise<void> {
  const staff = staffOf(world.stage);
  for (const number of ['1', '2']) {
    bodyOf(
      await staff.post('/v1/requests/{requestId}/corrections/{number}', {
        path: { requestId, number },
        body: { decision: 'refuse', ground: 'found-accurate' },
      }),
    );
  }
}

/** Name of what has the focus; of a checkbox that of its label. */
const focused =
  '(document.activeElement.ariaLabel ?? document.activeElement.closest("label")?.textContent ?? document.activeElement.textContent)';
