import { Command } from 'commander';
import { mkdir, writeFile } from 'node:fs/promises';
import { contents, found, pageOf, rich, subject } from '../export/export-fixture.ts';
import { openBrowser } from '../support/browser.ts';

new Command('npm run screenshot --')
  .description(
    'Writes the picture of README: the first screen of the export page of an invented person.',
  )
  .parse();

const html = pageOf(
  {
    ...rich,
    found: found({
      subject: subject({ declaredResidence: 'DE' }),
      contents: rich.found.contents.map(({ category, purposes }) => contents(category, purposes)),
      consents: rich.found.consents,
      requests: rich.found.requests,
    }),
  },
  'en',
);
const browser = await openBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1_000, height: 760 } });
  await page.setContent(html);
  await mkdir('docs/images', { recursive: true });
  await writeFile('docs/images/export-page.png', await page.screenshot());
} finally {
  await browser.close();
}
