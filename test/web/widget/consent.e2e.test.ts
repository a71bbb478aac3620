import type { Locator, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf } from '../../../client/index.ts';
import { withoutBrowser } from '../../support/browser.ts';
import { openApp } from './app.ts';
import type { App } from './app.ts';

let app: App;

beforeAll(async () => {
  if (!withoutBrowser) app = await openApp();
});
afterAll(async () => {
  if (!withoutBrowser) await app.end();
});

const element = '<custos-consent purpose="improvement" api="API"></custos-consent>';

const allow = (page: Page) => page.getByRole('button', { name: 'Allow', exact: true });
const refuse = (page: Page) => page.getByRole('button', { name: 'Do not allow' });
const status = (page: Page) => page.getByRole('status');
const isPressed = (button: Locator) => button.getAttribute('aria-pressed');

const historyOf = async (email: string) => {
  const path = { purpose: 'improvement' };
  const answer = await app
    .client('subject', email)
    .get('/v1/me/consents/{purpose}/history', { path });
  return bodyOf(answer).items;
};

const isFocused = (locator: Locator): Promise<boolean> =>
  locator.evaluate((one) => one.matches(':focus'));

let people = 0;
const someone = () => `person-${(people += 1)}@example.org`;

const inCalifornia = async (email: string) => {
  const assistant = app.client('service', 'assistant');
  const body = { subject: { type: 'email', value: email }, residence: 'US-CA' } as const;
  bodyOf(await assistant.post('/v1/subjects', { body }));
  return email;
};

const onConsent = '**/v1/me/consents/improvement';
const onSaving = (handle: (route: Route) => Promise<void>) => (page: Page) =>
  page.route(onConsent, (route) =>
    route.request().method() === 'PUT' ? handle(route) : route.continue(),
  );

/** Changes what the API answers of the purpose. */
const whereConsentIs = (changes: object) => (page: Page) =>
  page.route('**/v1/me/consents', async (route) => {
    const response = await route.fetch();
    const { items } = (await response.json()) as { items: { purpose: string }[] };
    const changed = items.map((item) =>
      item.purpose === 'improvement' ? { ...item, ...changes } : item,
    );
    await route.fulfill({ response, json: { items: changed } });
  });

describe.skipIf(withoutBrowser)('<custos-consent>', () => {
  test('asks with the texts of the policy and the notice, and nothing chosen before', async () => {
    const { page, isAccessible, end } = await app.open(element, someone());
    await page.getByRole('heading', { name: 'Improving the assistant' }).waitFor();
    await page.getByText('Finding out where answers go wrong').waitFor();
    await page.getByText('Your data is not used for this unless').waitFor();

    await page.getByText('Read the whole notice').click();
    await page.getByRole('heading', { name: 'Privacy notice of the assistant' }).waitFor();
    expect(await page.getByRole('table').count()).toBe(1);
    for (const button of [allow(page), refuse(page)]) {
      expect(await isPressed(button)).toBe('false');
    }
    await isAccessible();
    await end();
  });

  test('makes both answers equally easy', async () => {
    const { page, end } = await app.open(element, someone(), {
      viewport: { width: 500, height: 700 },
    });
    await allow(page).waitFor();
    const looks = await Promise.all(
      [allow(page), refuse(page)].map(async (button) => {
        const { width, height } = (await button.boundingBox()) ?? { width: 0, height: 0 };
        const style = await button.evaluate((one) => {
          const computed = one.ownerDocument.defaultView?.getComputedStyle(one);
          return ['color', 'background-color', 'border-top', 'font', 'opacity'].map((name) =>
            computed?.getPropertyValue(name),
          );
        });
        return { width: Math.round(width), height, style };
      }),
    );

    expect(looks[0]).toEqual(looks[1]);
    expect(looks[0]?.style).toContain('rgb(0, 0, 0)');
    expect(looks[0]?.height).toBeGreaterThanOrEqual(44);
    await end();
  });

  test('is used with the keyboard alone: allow, look, and change it again', async () => {
    const email = someone();
    const { page, events, isAccessible, end } = await app.open(element, email);
    await allow(page).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Privacy notice of the assistant' }).waitFor();
    for (let tabs = 0; tabs < 4 && !(await isFocused(allow(page))); tabs += 1) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await status(page).getByText('Saved. Your data may be used for this from now on.').waitFor();
    await page.getByText(/You have allowed this since \w+ \d+, \d{4}\./).waitFor();
    expect(await isPressed(allow(page))).toBe('true');
    expect(await isFocused(allow(page))).toBe(true);
    await isAccessible();

    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await status(page).getByText('no longer used').waitFor();
    expect(await isPressed(refuse(page))).toBe('true');
    expect(await events()).toEqual([
      [
        'custos-consent-changed',
        { purpose: 'improvement', state: 'given', effect: 'processing-permitted' },
      ],
      [
        'custos-consent-changed',
        { purpose: 'improvement', state: 'withdrawn', effect: 'processing-stopped' },
      ],
    ]);
    const [withdrawn, given] = await historyOf(email);
    expect(withdrawn).toMatchObject({ state: 'withdrawn', method: 'widget' });
    expect(given).toMatchObject({ state: 'given', method: 'widget', noticeId: 'assistant' });
    await end();
  });

  test('shows a notice that the app names, and records it', async () => {
    const email = someone();
    const named = element.replace('api=', 'notice="improvement" api=');
    const { page, end } = await app.open(named, email);
    await page.getByText('May we use your conversations').first().waitFor();
    await allow(page).click();
    await status(page).getByText('Saved').waitFor();

    expect((await historyOf(email))[0]).toMatchObject({ noticeId: 'improvement' });
    await end();
  });

  test('says so when a choice was not saved, and saves it once when it is tried again', async () => {
    const email = someone();
    const keys: (string | null)[] = [];
    const prepare = onSaving(async (route) => {
      keys.push(await route.request().headerValue('idempotency-key'));
      await (keys.length === 1 ? route.abort() : route.continue());
    });
    const { page, events, isAccessible, end } = await app.open(element, email, { prepare });
    await allow(page).click();
    await status(page).getByText('could not be saved. Nothing was changed.').waitFor();
    expect(await isPressed(allow(page))).toBe('false');
    expect(await events()).toEqual([
      ['custos-consent-error', { purpose: 'improvement', problem: 'unreachable' }],
    ]);
    await isAccessible();

    await allow(page).click();
    await status(page).getByText('Saved.').waitFor();
    expect(keys).toEqual([expect.any(String), keys[0]]);
    expect(await historyOf(email)).toHaveLength(1);
    await end();
  });

  test('finds a choice that was saved although the answer was lost', async () => {
    const prepare = onSaving(async (route) => {
      await route.fetch();
      await route.abort();
    });
    const { page, events, end } = await app.open(element, someone(), { prepare });
    await refuse(page).click();
    await page.getByText('You have not allowed this since').waitFor();
    expect(await events()).toEqual([
      ['custos-consent-changed', { purpose: 'improvement', state: 'refused' }],
    ]);
    await end();
  });

  test('does not claim that nothing changed when nobody can tell', async () => {
    const { page, end } = await app.open(element, someone());
    await allow(page).waitFor();
    await page.route('**/v1/**', (route) => route.abort());
    await allow(page).click();
    await status(page).getByText('It is not certain').waitFor();
    await end();
  });

  test('says so when the notice changed meanwhile', async () => {
    const prepare = onSaving(async (route) => {
      const { notice } = route.request().postDataJSON() as { notice: object };
      expect(notice).toMatchObject({ id: 'assistant' });
      const json = { type: 'urn:custos:problem:notice-superseded', status: 409 };
      const headers = { 'access-control-allow-origin': '*' };
      await route.fulfill({ status: 409, headers, json });
    });
    const { page, events, end } = await app.open(element, someone(), { prepare });
    await allow(page).click();
    await status(page).getByText('The notice has just changed. Nothing was saved').waitFor();
    expect((await events())[0]?.[1]).toMatchObject({ problem: 'notice-superseded' });
    await end();
  });

  test('lets people refuse without the notice, and not allow', async () => {
    const email = someone();
    const prepare = (page: Page) => page.route('**/v1/me/notice*', (route) => route.abort());
    const { page, isAccessible, end } = await app.open(element, email, { prepare });
    await page.getByText('The notice cannot be shown right now').waitFor();
    expect(await allow(page).count()).toBe(0);
    await isAccessible();
    await refuse(page).click();
    await status(page).getByText('Saved.').waitFor();

    await page.unroute('**/v1/me/notice*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await allow(page).waitFor();
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    await end();
  });

  test('asks the app to sign the person in', async () => {
    const html = '<custos-consent purpose="improvement" api="API"></custos-consent>';
    const prepare = (page: Page) =>
      page.route('**/token*', (route) => route.fulfill({ body: 'expired' }));
    const { page, events, isAccessible, end } = await app.open(html, someone(), { prepare });
    await page.getByText('Sign in to choose.').waitFor();
    await expect.poll(events).toEqual([['custos-sign-in-needed', { purpose: 'improvement' }]]);
    await isAccessible();

    await page.unroute('**/token*');
    await page.evaluate("document.querySelector('custos-consent').refresh()");
    await allow(page).waitFor();
    await end();
  });

  test('says that a purpose cannot be shown', async () => {
    const html = element.replace('improvement', 'no-such-purpose');
    const { page, events, isAccessible, end } = await app.open(html, someone());
    await page.getByText('cannot be shown right now').waitFor();
    expect(await events()).toEqual([
      ['custos-consent-error', { purpose: 'no-such-purpose', problem: 'unknown-purpose' }],
    ]);
    await isAccessible();
    await end();
  });

  test.each([
    ['notice-changed', 'the notice has changed since then'],
    ['unproven', 'there is no proof of it'],
    ['came-of-age', 'old enough'],
  ])('says why a consent is asked for again: %s', async (because, sentence) => {
    const prepare = whereConsentIs({ state: 'needs-renewal', because });
    const { page, isAccessible, end } = await app.open(element, someone(), { prepare });
    await page.getByText(sentence).waitFor();
    expect(await isPressed(allow(page))).toBe('false');
    await isAccessible();
    await end();
  });

  test('lets a child refuse, and names who has to allow', async () => {
    const because = 'responsible-person-needed';
    const prepare = whereConsentIs({ state: 'needs-renewal', because });
    const { page, end } = await app.open(element, someone(), { prepare });
    await page.getByText('a parent or guardian has to allow this').waitFor();
    expect(await allow(page).count()).toBe(0);
    await refuse(page).click();
    await status(page).getByText('Saved.').waitFor();
    await end();
  });

  test('uses the words that the app gives, and its own element for a heading', async () => {
    const html = `<custos-consent purpose="improvement" api="API" heading-level="3">
      <span slot="title">Better answers</span><p>We read some conversations.</p></custos-consent>`;
    const requests: string[] = [];
    const prepare = (page: Page) => {
      page.on('request', (request) => requests.push(request.url()));
      return Promise.resolve();
    };
    const { page, end } = await app.open(`<h2>Choices</h2>${html}`, someone(), { prepare });
    await allow(page).waitFor();
    await page.getByRole('heading', { name: 'Better answers', level: 3 }).waitFor();
    await page.getByText('We read some conversations.').waitFor();
    expect(requests.filter((url) => url.includes('/texts/'))).toEqual([]);
    await end();
  });

  test('honours Global Privacy Control where people can opt out, without a question', async () => {
    const email = await inCalifornia(someone());
    const { page, events, isAccessible, end } = await app.open(element, email, { signal: true });
    await page.getByText('Opt-Out Request Honored').waitFor();
    expect(await allow(page).count()).toBe(0);
    expect(await refuse(page).count()).toBe(0);
    await isAccessible();
    expect((await events())[0]?.[1]).toMatchObject({
      state: 'refused',
      effect: 'processing-stopped',
    });
    expect(await historyOf(email)).toMatchObject([{ state: 'refused', method: 'gpc' }]);

    await page.reload();
    await page.getByText('Opt-Out Request Honored').waitFor();
    expect(await historyOf(email)).toHaveLength(1);
    await end();
  });

  test('does not claim that the signal is honoured before that is saved', async () => {
    const email = await inCalifornia(someone());
    const prepare = onSaving((route) => route.abort());
    const { page, isAccessible, end } = await app.open(element, email, { signal: true, prepare });
    await status(page).getByText('could not be saved').waitFor();
    expect(await page.getByText('Opt-Out Request Honored').count()).toBe(0);
    await isAccessible();

    await page.unroute(onConsent);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Opt-Out Request Honored').waitFor();
    await end();
  });

  test('takes two steps for explicit consent', async () => {
    const email = someone();
    const explicit = element.replace('improvement', 'fairness-attributes');
    const { page, events, end } = await app.open(explicit, email);
    await allow(page).click();
    await page.getByText('Please confirm that you allow this').waitFor();
    expect(
      await isPressed(page.getByRole('button', { name: 'Do not allow', includeHidden: true })),
    ).toBe('false');
    await page.getByRole('button', { name: 'Yes, allow' }).click();
    await status(page).getByText('Saved.').waitFor();
    expect((await events())[0]?.[1]).toMatchObject({
      purpose: 'fairness-attributes',
      state: 'given',
    });
    await end();
  });

  test('takes two steps to allow after an opt-out', async () => {
    const email = await inCalifornia(someone());
    const { page, isAccessible, end } = await app.open(element, email);
    await page.getByText('Your data is used for this unless').waitFor();
    await refuse(page).click();
    await status(page).getByText('Saved.').waitFor();
    await allow(page).click();
    await page.getByText('Please confirm that you allow this: Improving the assistant').waitFor();
    await isAccessible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await isFocused(allow(page))).toBe(true);
    await allow(page).click();
    await page.getByRole('button', { name: 'Yes, allow' }).click();
    await status(page).getByText('Saved.').waitFor();
    expect((await historyOf(email))[0]).toMatchObject({
      state: 'given',
      method: 'two-step-confirmation',
    });
    await end();
  });

  test.each([
    ['German', { attributes: 'lang="de"' }, 'Erlauben'],
    ['dark', { colorScheme: 'dark', attributes: 'lang="en"' }, 'Allow'],
    ['high contrast', { forcedColors: 'active' }, 'Allow'],
    ['right to left', { attributes: 'lang="en" dir="rtl"' }, 'Allow'],
  ] as const)('is accessible at 320 pixels: %s', async (_, options, name) => {
    const viewport = { width: 320, height: 640 };
    const { page, isAccessible, end } = await app.open(
      '<meta name="color-scheme" content="light dark">' + element,
      someone(),
      { ...options, viewport },
    );
    await page.getByRole('button', { name, exact: true }).click();
    await status(page).filter({ hasText: '.' }).waitFor();
    await page.locator('summary').click();
    await isAccessible();
    await end();
  });
});

describe.skipIf(withoutBrowser)('<custos-privacy-link>', () => {
  test.each([
    ['en', '', 'Privacy', false],
    ['de', '', 'Datenschutz', false],
    ['en', 'residence="US-CA"', 'Your Privacy Choices', true],
    ['en', 'residence="DE"', 'Privacy', false],
    ['de', 'residence="US-CA"', 'Ihre Datenschutz-Einstellungen', true],
  ])('in %s, %s', async (locale, residence, name, hasIcon) => {
    const html = `<custos-privacy-link href="https://privacy.example.com/" locale="${locale}" ${residence}></custos-privacy-link>`;
    const { page, isAccessible, end } = await app.open(html, someone());
    const link = page.getByRole('link', { name, exact: true });
    await link.waitFor();

    expect(await link.getAttribute('href')).toBe('https://privacy.example.com/');
    expect(await link.locator('svg').count()).toBe(hasIcon ? 1 : 0);
    expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(24);
    await isAccessible();
    await end();
  });

  test('links to pages only', async () => {
    const html = '<custos-privacy-link href="javascript:alert(1)"></custos-privacy-link>';
    const { page, end } = await app.open(html, someone());
    await page.getByText('Privacy').waitFor();
    expect(await page.getByRole('link').count()).toBe(0);
    await end();
  });
});
