import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withoutBrowser } from '../support/browser.ts';
import { openBrowserWorld, overflowOf, violationsOf } from './browser-world.ts';
import type { BrowserWorld, Visit } from './browser-world.ts';
import { fileOf, officer } from './console-steps.ts';

const longer = 'P60D';
const directory = mkdtempSync(join(tmpdir(), 'custos-policy-'));
let world: BrowserWorld;
beforeAll(async () => {
  cpSync('policy', directory, { recursive: true });
  if (!withoutBrowser) world = await openBrowserWorld({ CUSTOS_POLICY: directory });
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
  rmSync(directory, { recursive: true, force: true });
});

/** Of the first purpose of the file: longer than before. And a measure that protects less. */
async function deployWithLongerRetention(): Promise<void> {
  const path = join(directory, 'policy.yaml');
  const before = readFileSync(path, 'utf8');
  const after = before
    .replace(/(\n {2}service-provision:\n[^]*?\n {4}retention: )P30D/, `$1${longer}`)
    .replace('budgetPerYear: 26.5', 'budgetPerYear: 53');
  expect(after).not.toBe(before);
  writeFileSync(path, after);
  await world.restart({ CUSTOS_POLICY: directory });
}

async function policyPage(options: Parameters<BrowserWorld['visit']>[0] = {}): Promise<Visit> {
  const visit = await world.visit(options);
  await visit.open('/console/');
  await visit.page.getByRole('button', { name: new RegExp(officer) }).click();
  await visit.page.getByRole('button', { name: /^(Sign out|Abmelden)$/ }).waitFor();
  await visit.go('/console/policy');
  await visit.page
    .getByRole('heading', { level: 2, name: /^(Controller|Verantwortlicher)$/ })
    .waitFor();
  return visit;
}

const saved = (page: Page, name: string) =>
  fileOf(page, () => page.getByRole('button', { name, exact: true }).click());

describe.skipIf(withoutBrowser)('the policy in the console', () => {
  test('is shown as people read it, with what each purpose rests on and what uses it', async () => {
    const visit = await policyPage();
    const { page } = visit;
    const purpose = page.getByRole('region', { name: 'Counting how the assistant is used' });
    await purpose.getByText('GDPR: ').first().waitFor();
    await page.getByRole('link', { name: 'dpo@example.com' }).waitFor();
    await page.getByRole('row', { name: /^Prompts What you write/ }).waitFor();
    expect(await violationsOf(page)).toEqual([]);

    const file = await saved(page, 'Download as CSV: Purposes');
    expect(file).toMatch(/^service-provision,.*,gdpr,contract,.*,P30D,/m);
    const recipients = await saved(page, 'Download as CSV: Recipients');
    expect(recipients).toContain('Madrid, Spain; privacidad@annotation.example.com');
    const categories = await saved(page, 'Download as CSV: Kinds of data');
    expect(categories).toContain('Answering you; Providing the assistant');
    const notices = await saved(page, 'Download as CSV: Notices');
    expect(notices).toMatch(/^improvement,[0-9a-f]{12},\d{4}-\d{2}-\d{2}\r$/m);
    await purpose.getByRole('link', { name: 'aggregate: Ratings of answers' }).click();
    await page.getByRole('heading', { level: 1, name: 'Aggregates' }).waitFor();
    await visit.end();
  });

  test('that was never changed says so', async () => {
    const visit = await policyPage();
    const { page } = visit;
    await page.getByText('No deployment has changed the policy').waitFor();
    await page.getByText('The first deployment: there was no policy before.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await visit.end();
  });

  test('says in words what a deployment changed and what that takes from people', async () => {
    await deployWithLongerRetention();
    const visit = await policyPage();
    const { page } = visit;
    const change = page.getByRole('listitem').filter({ hasText: 'is kept' });
    await change.getByText('kept longer', { exact: true }).waitFor();
    expect(await page.getByText('No deployment has changed the policy').count()).toBe(0);
    const deployments = page.getByRole('region', { name: 'What deployments changed' });
    expect(await deployments.getByRole('heading', { level: 3 }).count()).toBe(2);
    const region = deployments.getByRole('region').first();
    expect(await region.getByRole('listitem').count()).toBeGreaterThan(0);
    expect(await violationsOf(page)).toEqual([]);

    const file = await saved(page, 'Download as CSV: What deployments changed');
    expect(file).toMatch(new RegExp(`,Retention,.*${longer}.*,longer-retention\\r`));
    await visit.end();
  });

  test('is in German at 320 pixels and on paper; only the words of the program are English', async () => {
    const visit = await policyPage({ locale: 'de', viewport: { width: 320, height: 640 } });
    const { page } = visit;
    const change = page.getByRole('listitem').filter({ hasText: longer });
    await change.getByText('länger aufbewahrt').waitFor();
    await page.getByText('Daten werden weniger geschützt').waitFor();
    expect(await change.locator('[lang="en"]').innerText()).toContain(longer);
    expect(await violationsOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);

    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: 'Drucken' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Was Deployments geändert haben' }).count()).toBe(
      0,
    );
    await page.getByRole('heading', { level: 2, name: 'Zwecke' }).waitFor();
    await change.waitFor();
    await visit.end();
  });
});
