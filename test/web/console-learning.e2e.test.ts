import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aggregateRoutes } from '../../lambda/aggregate/routes.ts';
import { exampleReport } from '../../lambda/fairness/examples.ts';
import { withoutBrowser } from '../support/browser.ts';
import { openBrowserWorld, overflowOf, violationsOf } from './browser-world.ts';
import type { BrowserWorld } from './browser-world.ts';
import { dialogOf, fileOf, officer } from './console-steps.ts';

const release = aggregateRoutes.readAggregates.responses[200].example;

let world: BrowserWorld;
beforeAll(async () => {
  if (!withoutBrowser) world = await openBrowserWorld();
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
});

describe.skipIf(withoutBrowser)('figures about many people', () => {
  test('say before the first release that there is none', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn(officer, '/console/aggregates');
    await page.getByText('Nothing is published of this period.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByLabel('Period').fill('last week');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByText('/query/period', { exact: true }).waitFor();
    await visit.go('/console/fairness');
    await page.getByText('There is no report.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await visit.end();
  });

  test('have a chart, the same as a table and as a file, and name the groups that are not shown', async () => {
    const visit = await world.visit();
    const { page } = visit;
    const asked: string[] = [];
    await page.route('**/v1/aggregates?*', (route) => {
      asked.push(new URL(route.request().url()).search);
      return route.fulfill({ json: release });
    });
    await visit.signIn(officer, '/console/aggregates');
    await page.getByRole('img', { name: /^Chart of counts, By language/ }).waitFor();
    const table = page.getByRole('table', { name: 'Figures, By language' });
    await table.getByRole('row', { name: /^de 412 ± 45 1,630 ± 225$/ }).waitFor();
    await table.getByRole('row', { name: /^fr not shown: too few people/ }).waitFor();
    expect(await violationsOf(page)).toEqual([]);

    const file = await fileOf(page, () =>
      page.getByRole('button', { name: 'Download as CSV' }).click(),
    );

    expect(file).toContain('language,count,error,sum,sumError,suppressed');
    expect(file).toContain('de,412,45,1630,225,');
    expect(file).toContain('fr,,,,,true');
    await page.getByLabel('Measure').selectOption('answer-latency');
    await page.getByLabel('By', { exact: true }).selectOption('model');
    await page.getByLabel('Period').fill('2026-W48');
    await page.getByRole('button', { name: 'Show' }).press('Enter');
    await expect.poll(() => asked.at(-1)).toContain('by=model');
    expect(asked.at(-1)).toContain('measure=answer-latency&period=2026-W48');
    await visit.end();
  });

  test('have intervals that are seen on the bars, on paper and in the colours of the person', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await page.route('**/v1/aggregates?*', (route) => route.fulfill({ json: release }));
    await visit.signIn(officer, '/console/aggregates');
    await page.getByRole('img', { name: /^Chart of counts/ }).waitFor();
    const colour = (selector: string, of: string) =>
      page.evaluate<string>(`getComputedStyle(document.querySelector('${selector}')).${of}`);
    for (const media of [{ media: 'print' }, { forcedColors: 'active' }] as const) {
      await page.emulateMedia({ media: null, forcedColors: null, ...media });
      const end = await colour('.chart .interval line', 'stroke');
      expect(await colour('.chart rect', 'fill'), JSON.stringify(media)).not.toBe(end);
    }
    await visit.end();
  });

  test('are withheld where the budget is spent, in words', async () => {
    const visit = await world.visit();
    const { page } = visit;
    const withheld = aggregateRoutes.readAggregates.responses[200].otherExamples.withheld;
    await page.route('**/v1/aggregates?*', (route) => route.fulfill({ json: withheld }));
    await visit.signIn(officer, '/console/aggregates');
    await page.getByText(/^Nothing is published of this period: the privacy budget/).waitFor();
    expect(await page.getByRole('img').count()).toBe(0);
    await visit.end();
  });
});

describe.skipIf(withoutBrowser)('fairness', () => {
  test('shows rates with intervals and what is breached, and the review takes an outcome', async () => {
    const visit = await world.visit();
    const { page } = visit;
    let shown: object = exampleReport;
    const sent: unknown[] = [];
    await page.route('**/v1/fairness?*', (route) => route.fulfill({ json: shown }));
    await page.route('**/v1/fairness/*/review', (route) => {
      const body = route.request().postDataJSON() as object;
      sent.push(body);
      const review = { ...exampleReport.review, ...body, state: 'closed' };
      shown = { ...exampleReport, review };
      return route.fulfill({ json: review });
    });
    await visit.signIn(officer, '/console/fairness');
    await page.getByText('Beyond the threshold: Demographic parity, ratio.').waitFor();
    await page.getByRole('img', { name: /^Chart of selection rates, By Residence/ }).waitFor();
    const groups = page.getByRole('table', { name: 'Groups, By Residence' });
    await groups.getByRole('row', { name: /^DE 812 1,204 81% \(78\.7% to 83\.1%\)/ }).waitFor();
    await groups.getByRole('row', { name: /^CH not shown: too few people/ }).waitFor();
    await page
      .getByRole('row', { name: /0\.711 to 0\.821 0\.001 0\.8 Breached, may be/ })
      .waitFor();
    expect(await violationsOf(page)).toEqual([]);
    const file = await fileOf(page, () =>
      page.getByRole('button', { name: 'Download as CSV: How far groups are apart' }).click(),
    );
    expect(file).toContain('"Demographic parity, ratio",0.765,0.711 to 0.821,0.001,0.8,');
    await page.getByRole('button', { name: 'Change the review' }).click();
    const dialog = dialogOf(page);
    await dialog.getByLabel('What came of it').fill('The weights were wrong, and are right now.');
    expect(await violationsOf(page)).toEqual([]);

    await dialog.getByRole('button', { name: 'Save and close the review' }).click();

    await page.getByText('The review is saved.').waitFor();
    await page.getByText('closed', { exact: true }).waitFor();
    expect(sent).toEqual([{ outcome: 'The weights were wrong, and are right now.' }]);
    expect(await page.getByRole('button', { name: 'Change the review' }).count()).toBe(0);
    await visit.end();
  });

  test.each([
    ['dark', { colorScheme: 'dark' }],
    ['in German at 320 pixels', { locale: 'de', viewport: { width: 320, height: 640 } }],
  ] as const)(
    'and aggregates have no violation and scroll in one direction, %s',
    async (_, options) => {
      const visit = await world.visit(options);
      const { page } = visit;
      await page.route('**/v1/aggregates?*', (route) => route.fulfill({ json: release }));
      await page.route('**/v1/fairness?*', (route) => route.fulfill({ json: exampleReport }));
      for (const path of ['aggregates', 'fairness']) {
        if (path === 'fairness') await visit.go('/console/fairness');
        else {
          await visit.open(`/console/${path}`);
          await page.getByRole('button', { name: new RegExp(officer) }).click();
        }
        await page.getByRole('img').first().waitFor();
        expect(await violationsOf(page), path).toEqual([]);
        expect(await overflowOf(page), path).toBe(0);
      }
      await visit.end();
    },
  );
});
