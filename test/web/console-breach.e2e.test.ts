import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { bodyOf } from '../../client/index.ts';
import { assistant, staffOf } from '../../local/demo/steps.ts';
import { withoutBrowser } from '../support/browser.ts';
import { overflowOf, violationsOf } from './browser-world.ts';
import type { BrowserWorld } from './browser-world.ts';
import { filesOf } from './console-steps.ts';
import { openConsoleWorld } from './console-world.ts';

const officer = 'Data protection officer';
const users = ['u-1', 'u-2'];

let world: BrowserWorld;
let unreachable: string;
beforeAll(async () => {
  if (withoutBrowser) return;
  world = await openConsoleWorld();
  for (const value of users) {
    const subject = { type: 'user-id', value } as const;
    bodyOf(await assistant(world.stage).post('/v1/subjects', { body: { subject } }));
  }
  unreachable = await notified('A list was copied');
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
});

async function recorded(title: string, hoursAgo = 1): Promise<string> {
  const at = new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
  const times = { noticedAt: at, awareAt: at };
  const body = {
    title,
    kind: 'confidentiality',
    description: 'A token leaked.',
    ...times,
  } as const;
  const { incidentId } = bodyOf(await staffOf(world.stage).post('/v1/incidents', { body }));
  return incidentId;
}

/** Of people without an address, after a mail that two members of staff sent to nobody. */
async function notified(title: string): Promise<string> {
  const incidentId = await recorded(title);
  const staff = staffOf(world.stage);
  const path = { incidentId };
  const subjects = users.map((value) => ({ type: 'user-id', value }) as const);
  const search = { by: 'subjects', subjects } as const;
  bodyOf(await staff.post('/v1/incidents/{incidentId}/affected', { path, body: search }));
  const parts = { whatHappened: 'a', consequences: 'b', measures: 'c', contact: 'd' };
  const texts = { en: { subject: 'A list was copied', ...parts } };
  const body = { audience: 'people', texts, fallback: 'en' } as const;
  await vi.waitFor(
    async () => {
      const read = bodyOf(await staff.get('/v1/incidents/{incidentId}/affected', { path }));
      expect(read.counts.people).toBe(2);
    },
    { timeout: 20_000, interval: 200 },
  );
  const notices = '/v1/incidents/{incidentId}/notices';
  const { noticeId, contentSha256 } = bodyOf(await staff.post(notices, { path, body }));
  const second = staffOf(world.stage, 'second');
  bodyOf(
    await second.post('/v1/incidents/{incidentId}/notices/{noticeId}/approve', {
      path: { incidentId, noticeId },
      body: { contentSha256 },
    }),
  );
  return incidentId;
}

const dialogOf = (page: Page) => page.getByRole('alertdialog');
const confirm = (page: Page, name: string) =>
  dialogOf(page).getByRole('button', { name, exact: true }).click();
const answers = [
  ['How sensitive is the data?', 'ordinary, such as names'],
  ['How much about each person?', 'little'],
  ['How easily is a person identified?', 'not at all, for example encrypted'],
  ['How severe are the consequences?', 'negligible'],
  ['How likely are they?', 'unlikely'],
  ['Who are the people?', 'nobody who needs special protection'],
  ['What do you do?', 'ordinary business'],
  ['How many people?', 'a few'],
] as const;

async function act(page: Page, name: string): Promise<Locator> {
  await page.getByRole('button', { name, exact: true }).click();
  return dialogOf(page);
}

describe.skipIf(withoutBrowser)('a breach in the console', () => {
  test('is searched, assessed, decided, informed of and closed, with what each law asks', async () => {
    const incidentId = await recorded('Token used from an unknown network');
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn(officer, `/console/incidents/${incidentId}`);
    const authority = page.getByRole('row', { name: /^Inform the authority/ });
    await authority.getByText('art. 33(1)').waitFor();

    let dialog = await act(page, 'Search');
    await dialog.getByLabel('What you know').selectOption({ label: 'Who it is' });
    await dialog.getByLabel('Kind of identifier').selectOption({ label: 'User id' });
    await dialog.getByLabel('Identifiers, one on each line').fill('u-1\n\n u-2 \n');
    expect(await violationsOf(page)).toEqual([]);
    await confirm(page, 'Search');
    await page.getByText('The search has started.').waitFor();

    dialog = await act(page, 'Change the state');
    await dialog.getByLabel('State').selectOption({ label: 'Closed' });
    await dialog.getByText('Assess the risk.', { exact: true }).waitFor();
    await dialog.getByText('Inform the people, GDPR: record that they were informed').waitFor();
    expect(await dialog.getByRole('button').allTextContents()).toEqual(['Cancel']);
    await confirm(page, 'Cancel');

    dialog = await act(page, 'Assess the risk');
    for (const [question, label] of answers) {
      await dialog.getByLabel(question).selectOption({ label });
    }
    await dialog.getByText('The answers propose: no risk.').waitFor();
    await dialog.getByRole('radio', { name: 'no risk' }).check();
    await dialog.getByLabel('Reasons').fill('The list was encrypted.');
    expect(await violationsOf(page)).toEqual([]);
    await confirm(page, 'Assess the risk');
    await page.getByText('The risk is assessed.').waitFor();
    await page.getByText('The list was encrypted.').waitFor();

    dialog = await act(page, 'Decide: Inform the people, GDPR');
    await dialog.getByRole('radio', { name: 'Do not inform them' }).check();
    await dialog
      .getByRole('radio', { name: 'The risk for people is not high GDPR: art. 34(1)' })
      .check();
    await dialog.getByLabel('Reasons').fill('Nobody can read it.');
    expect(await violationsOf(page)).toEqual([]);
    await confirm(page, 'Decide: Inform the people, GDPR');
    await page.getByText('The decision is recorded.').waitFor();
    const people = page.getByRole('row', { name: /^Inform the people/ });
    await people.getByText('Will not be informed').waitFor();

    dialog = await act(page, 'Record that they were informed: Inform the authority, GDPR');
    await dialog.getByLabel('Phase').selectOption({ label: 'last information' });
    await dialog.getByLabel('File number of the authority').fill('LDA-1085/26');
    await confirm(page, 'Record that they were informed: Inform the authority, GDPR');
    await page.getByText('The information is recorded.').waitFor();
    await authority.getByText('File number LDA-1085/26').waitFor();
    await authority.getByText('met', { exact: true }).waitFor();

    dialog = await act(page, 'Add a measure');
    await dialog.getByLabel('Measure').fill('The token is revoked.');
    await dialog.getByRole('radio', { name: 'planned' }).check();
    await confirm(page, 'Add a measure');
    dialog = await act(page, 'Change: The token is revoked.');
    await dialog.getByRole('radio', { name: 'taken' }).check();
    await confirm(page, 'Change');
    await page
      .getByRole('row', { name: /^The token is revoked/ })
      .getByText('taken')
      .waitFor();

    dialog = await act(page, 'Change the state');
    await dialog.getByLabel('State').selectOption({ label: 'Closed' });
    await dialog.getByLabel('Note for the timeline').fill('Nothing is open.');
    await confirm(page, 'Change the state');
    await page.getByText('Changed.').waitFor();
    await page.getByRole('listitem').getByText('Nothing is open.').waitFor();
    expect(await page.getByRole('button', { name: /^Decide/ }).count()).toBe(0);
    await visit.end();
  });

  test('late: says why, and what the service says about a field is shown', async () => {
    const incidentId = await recorded('Found on the fourth day', 100);
    const { page, ...visit } = await world.visit();
    await visit.signIn(officer, `/console/incidents/${incidentId}`);
    const name = 'Record that they were informed: Inform the authority, GDPR';

    const dialog = await act(page, name);
    await dialog.getByLabel('When').fill('2020-01-01T00:00');
    await confirm(page, name);

    await dialog.getByText('no one was informed before noticedAt').waitFor();
    await dialog.getByLabel('When').fill('2099-01-01T00:00');
    await dialog.getByLabel('Why it is late').fill('The log was read late.');
    await confirm(page, name);
    await dialog.getByText('send a time that is not in the future').waitFor();
    expect(await dialog.getByLabel('Why it is late').inputValue()).toBe('The log was read late.');
    await confirm(page, 'Cancel');

    const authority = page.getByRole('row', { name: /^Inform the authority/ });
    await authority.getByText('overdue', { exact: true }).waitFor();
    const explain = 'Explain the delay: Inform the authority, GDPR';
    await act(page, explain);
    await dialog.getByLabel('Why it is late').fill('The log was read late.');
    await confirm(page, explain);
    await authority.getByText('Late because: The log was read late.').waitFor();
    await act(page, name);
    await dialog.getByLabel('Why it is late').fill('The log was read on the fourth day.');
    await confirm(page, name);
    await authority.getByText('Late because: The log was read on the fourth day.').waitFor();
    await authority.getByText('Met too late').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await visit.end();
  });

  test('changed by another meanwhile: what is written stays, and can be sent again', async () => {
    const incidentId = await recorded('Worked on by two');
    const { page, ...visit } = await world.visit();
    await visit.signIn(officer, `/console/incidents/${incidentId}`);
    const dialog = await act(page, 'Add a measure');
    await dialog.getByLabel('Measure').fill('Keys are replaced.');
    await dialog.getByRole('radio', { name: 'taken' }).check();
    const other = staffOf(world.stage, 'second');
    const path = { incidentId };
    const measures = [{ text: 'By another.', status: 'taken' as const }];
    const change = { path, ifMatch: '*', body: { measures } };
    bodyOf(await other.patch('/v1/incidents/{incidentId}', change));

    await confirm(page, 'Add a measure');
    await dialog.getByText('Somebody else changed this meanwhile').waitFor();
    await page.locator('td, th').getByText('By another.').waitFor();
    await confirm(page, 'Add a measure');

    await page.getByRole('row', { name: /^Keys are replaced/ }).waitFor();
    await page.getByRole('row', { name: /^By another/ }).waitFor();
    await visit.end();
  });

  test('people who receive no mail are named once staff ask, who read before that it is recorded', async () => {
    const { page, ...visit } = await world.visit();
    await visit.signIn(officer, `/console/incidents/${unreachable}`);
    await page.getByText('If you look, this is recorded').waitFor({ timeout: 20_000 });
    expect(await page.getByText('u-1').count()).toBe(0);

    await page.getByRole('button', { name: 'Show who was not reached' }).click();

    await page.getByRole('row', { name: 'u-1 no address' }).waitFor();
    await page.getByRole('row', { name: 'u-2 no address' }).waitFor();
    expect(Object.values(await filesOf(page)).join('')).toContain('\nu-1,no address\r\n');
    expect(await violationsOf(page)).toEqual([]);
    await visit.end();
  });

  test('the form for an authority is a page to print, which says what is not known yet', async () => {
    const incidentId = await recorded('To be printed');
    const body = { audience: 'authority', jurisdiction: 'gdpr', consequences: 'Known.' } as const;
    const path = { incidentId };
    const { page, ...visit } = await world.visit();
    await visit.signIn(officer, `/console/incidents/${incidentId}`);
    const dialog = await act(page, 'Change the facts');
    await dialog.getByLabel('Began').fill('2020-02-03T04:05');
    await dialog.getByRole('checkbox', { name: 'Prompts' }).check();
    await dialog.getByText('Further laws that apply').click();
    await dialog.getByRole('checkbox', { name: /^UK General/ }).check();
    expect(await violationsOf(page)).toEqual([]);
    await confirm(page, 'Change the facts');
    await page.getByText('The facts are changed.').waitFor();
    await page.getByRole('row', { name: /^Inform the authority UK GDPR/ }).waitFor();
    const staff = staffOf(world.stage);
    bodyOf(await staff.post('/v1/incidents/{incidentId}/notices', { path, body }));
    await page.reload();

    await page.getByRole('link', { name: 'Open to print: Authority' }).click();

    await page.getByRole('heading', { name: 'Notification of a personal data breach' }).waitFor();
    const data = page.getByRole('region', { name: 'Data and people' });
    await data.getByText('not yet known').first().waitFor();
    await data.getByText('Prompts').waitFor();
    await page.getByText('February 3, 2020').waitFor();
    await page.getByText(/^[0-9a-f]{64}$/).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(await overflowOf(page)).toBe(0);
    await visit.end();
  });

  test('has no violation of WCAG and scrolls in one direction, in German at 320 pixels', async () => {
    const { page, ...visit } = await world.visit({
      ...{ locale: 'de', viewport: { width: 320, height: 640 } },
    });
    await visit.open(`/console/incidents/${unreachable}`);
    await page.getByRole('button', { name: new RegExp(officer) }).click();
    await page.getByRole('heading', { name: 'Risiko für Menschen' }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await violationsOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    for (const name of ['Risiko bewerten', 'Entscheiden: Behörde informieren, DSGVO']) {
      await page.getByRole('button', { name }).click();
      expect(await violationsOf(page), name).toEqual([]);
      expect(await overflowOf(page), name).toBe(0);
      await dialogOf(page).getByRole('button', { name: 'Abbrechen' }).click();
    }
    await visit.end();
  });
});
