import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page, Route } from 'playwright-core';
import { withoutBrowser } from '../support/browser.ts';
import { violationsOf } from './browser-world.ts';
import type { BrowserWorld } from './browser-world.ts';
import { openConsoleWorld, personAsks } from './console-world.ts';

const officer = 'Data protection officer';
const note = 'She asked twice in a week.';

let world: BrowserWorld;
let requestId: string;
beforeAll(async () => {
  if (withoutBrowser) return;
  world = await openConsoleWorld();
  requestId = await personAsks(world, 'mishap@example.com', { kind: 'access' });
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
});

const dialogOf = (page: Page) => page.getByRole('alertdialog');
const deny = (page: Page) => dialogOf(page).getByRole('button', { name: 'Deny' });
const noteIn = (page: Page) => dialogOf(page).getByLabel('Note');

/** The dialog with a note in it, one press before it is sent. */
async function written(): Promise<Awaited<ReturnType<BrowserWorld['visit']>>> {
  const visit = await world.visit();
  const { page } = visit;
  await visit.signIn(officer, `/console/requests/${requestId}`);
  await page.getByRole('button', { name: 'Deny' }).click();
  await dialogOf(page)
    .getByRole('radio', { name: /^Manifestly excessive/ })
    .check();
  await noteIn(page).fill(note);
  return visit;
}

const answers = (status: number, slug: string) => (route: Route) =>
  route.fulfill({
    status,
    contentType: 'application/problem+json',
    body: JSON.stringify({
      ...{ type: `urn:custos:problem:${slug}`, title: 'No', status },
      ...(slug === 'recent-authentication-required' && { maxAge: 3_600 }),
      requestId: '3f6c2a9d-1e4b-4a70-9f53-000000000000',
    }),
  });

/** As a provider answers where nobody is signed in. */
function nobodyThere(route: Route): Promise<void> {
  const asked = new URL(route.request().url()).searchParams;
  const answer = new URLSearchParams({
    ...{ error: 'login_required', state: asked.get('state') ?? '' },
  });
  const location = `${asked.get('redirect_uri') ?? ''}?${answer.toString()}`;
  return route.fulfill({ status: 302, headers: { location } });
}

/** The service answers when it is asked to, and counts the calls. */
async function answeringSlowly(page: Page) {
  const slow = Promise.withResolvers<string>();
  let sent = 0;
  await page.route('**/deny', async (route) => {
    sent += 1;
    await slow.promise;
    await answers(500, 'internal')(route);
  });
  return { sent: () => sent, answer: () => slow.resolve('answered') };
}

/** In the tab that opens. */
async function signInElsewhere(page: Page): Promise<void> {
  const opening = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Sign in in a new tab' }).click();
  const other = await opening;
  await other.getByRole('button', { name: `Sign in as ${officer}` }).click();
  await other.getByRole('button', { name: 'Sign out' }).waitFor();
  await other.close();
  await page.getByRole('button', { name: 'I have signed in' }).click();
}

describe.skipIf(withoutBrowser)('what staff wrote', () => {
  test.each([
    ['without a network', undefined, 'Check your connection and try again'],
    ['when the service fails', answers(500, 'internal'), 'Something went wrong on our side'],
    ['when a proxy has no answer', answers(504, 'of-a-proxy'), 'Wait a minute and try again'],
  ])('stays in the dialog %s, which says what to do', async (_, answer, said) => {
    const { page, ...visit } = await written();
    await page.route('**/deny', answer ?? ((route) => route.abort()));

    await deny(page).click();

    await dialogOf(page).getByRole('alert').getByText(said).waitFor();
    expect(await noteIn(page).inputValue()).toBe(note);
    expect(await deny(page).getAttribute('aria-disabled')).toBe('false');
    expect(await violationsOf(page)).toEqual([]);
    await visit.end();
  });

  test('is sent once over a slow network, and a button that is pressed again says so', async () => {
    const { page, ...visit } = await written();
    const slow = await answeringSlowly(page);

    await deny(page).press('Enter');
    await dialogOf(page).getByRole('status').getByText('It is being sent.').waitFor();
    expect(await deny(page).getAttribute('aria-disabled')).toBe('true');
    await deny(page).press('Enter');

    await dialogOf(page).getByRole('status').getByText('It is still being sent').waitFor();
    expect(slow.sent()).toBe(1);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Deny');
    slow.answer();
    await dialogOf(page).getByRole('alert').waitFor();
    await visit.end();
  });

  test('is sent once by a double click', async () => {
    const { page, ...visit } = await written();
    const slow = await answeringSlowly(page);

    await deny(page).dblclick();

    await dialogOf(page).getByRole('status').getByText('being sent').waitFor();
    slow.answer();
    await dialogOf(page).getByRole('alert').waitFor();
    expect(slow.sent()).toBe(1);
    await visit.end();
  });

  test('survives a sign-in that has to be repeated, in a new tab', async () => {
    const { page, ...visit } = await written();
    await page.route('**/deny', answers(401, 'recent-authentication-required'));
    await deny(page).click();
    await dialogOf(page).getByText('needs a recent sign-in').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    // Not signed in there yet: said, and nothing is lost.
    await page.route('**/auth?*', nobodyThere);
    await page.getByRole('button', { name: 'I have signed in' }).click();
    await page.getByText('You are not signed in there yet').waitFor();
    await page.unroute('**/auth?*');
    const again = page.getByRole('link', { name: 'Sign in in a new tab' });
    expect(await again.getAttribute('href')).toBe('/console/?again');

    await signInElsewhere(page);

    await page.getByText('You are signed in again.').waitFor();
    expect(await noteIn(page).inputValue()).toBe(note);
    await page.unroute('**/deny');
    await deny(page).click();
    await page.getByText('Denied. The person is written to.').waitFor();
    await visit.end();
  });

  test('survives the end of the session, and is entered after a sign-in in a new tab', async () => {
    const visit = await world.visit();
    const { page } = visit;
    let isShort = true;
    await page.route('**/token', async (route) => {
      const response = await route.fetch();
      const tokens = (await response.json()) as Record<string, unknown>;
      await route.fulfill({ response, json: isShort ? { ...tokens, expires_in: 8 } : tokens });
    });
    await visit.signIn(officer, '/console/requests/on-behalf');
    await page.route('**/auth?*', (route) => route.abort());
    await page.getByRole('radio', { name: 'Letter' }).check();
    await page.getByLabel('Identifier of the person').fill('late@example.com');

    await page.getByText('Your session has ended, and nothing more is sent.').waitFor();

    expect(await page.getByLabel('Identifier of the person').inputValue()).toBe('late@example.com');
    expect(await violationsOf(page)).toEqual([]);
    isShort = false;
    await page.unroute('**/auth?*');
    await signInElsewhere(page);
    await page.getByText('Your session has ended').waitFor({ state: 'detached' });
    await page.getByLabel('Day on which it came in').fill(new Date().toISOString().slice(0, 10));
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('What is asked for').selectOption({ label: 'Erasure' });
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Enter the request' }).click();
    await page.getByRole('heading', { name: 'The request is entered.' }).waitFor();
    await visit.end();
  });
});

describe.skipIf(withoutBrowser)('what staff read', () => {
  test('that cannot be read now is read when they try again', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn(officer, '/console/');
    await page.route('**/v1/requests?*', (route) => route.abort());
    await page.getByRole('link', { name: 'Requests' }).first().click();
    await page.getByRole('alert').getByText('The service did not answer').waitFor();
    await page.unroute('**/v1/requests?*');

    await page.getByRole('button', { name: 'Try again' }).click();

    await page.getByText('shown, 0 overdue').waitFor();
    await visit.end();
  });
});
