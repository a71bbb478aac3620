import { Command } from 'commander';
import { mkdir, writeFile } from 'node:fs/promises';
import { bodyOf } from '../../client/index.ts';
import { assistant, clientOf } from '../../local/demo/steps.ts';
import { openBrowserWorld } from '../web/browser-world.ts';
import type { BrowserWorld, Visit } from '../web/browser-world.ts';

new Command('npm run pictures --')
  .description('Writes the pictures of the pages, with invented people, into docs/pictures.')
  .parse();

const person = 'grace@example.com';
const day = 86_400_000;

interface Picture {
  /** Name of the file. */
  readonly file: string;
  readonly path: string;
}

const viewport = { width: 1_120, height: 900 };

const pictures: readonly Picture[] = [
  { file: 'overview', path: '/' },
  { file: 'data', path: '/data' },
  { file: 'choices', path: '/choices' },
  { file: 'entries', path: '/records' },
  { file: 'storage', path: '/storage' },
  { file: 'requests', path: '/requests' },
  { file: 'new-request', path: '/requests/new' },
  { file: 'activity', path: '/activity' },
];

const consolePictures: readonly Picture[] = [
  { file: 'console-queue', path: '/console/requests' },
  { file: 'console-retention', path: '/console/retention' },
];

const world = await openBrowserWorld();
try {
  await fill(world);
  const visit = await world.visit({ viewport });
  await visit.signIn('Grace');
  await mkdir('docs/pictures', { recursive: true });
  await draw(visit, pictures);
  await drawTrial(visit);
  await visit.end();
  const team = await world.visit({ viewport });
  await team.signIn('Data protection officer', '/console/');
  await draw(team, consolePictures);
  await team.end();
} finally {
  await world.end();
}

async function draw(visit: Visit, drawn: readonly Picture[]): Promise<void> {
  for (const { file, path } of drawn) {
    await visit.open(path);
    await drawOne(visit, file);
  }
}

async function drawOne({ page }: Visit, file: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  // A third of the bytes of a PNG: the pictures are in the package.
  const chromium = await page.context().newCDPSession(page);
  const taken = await chromium.send('Page.captureScreenshot', { format: 'webp', quality: 85 });
  await chromium.detach();
  await writeFile(`docs/pictures/${file}.webp`, taken.data, 'base64');
  console.log(`docs/pictures/${file}.webp`);
}

/** What a person does who wants a copy, then to be erased: the trial of docs/privacy-centre.md. */
async function drawTrial(visit: Visit): Promise<void> {
  const { page } = visit;
  const main = page.getByRole('main');
  await visit.open('/');
  await main.getByRole('link', { name: 'What we have about you' }).click();
  await page.getByRole('link', { name: 'Get a copy of all of it' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Send the request' }).click();
  await page.getByRole('button', { name: 'Download the file' }).waitFor();
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await drawOne(visit, 'copy-ready');
  await page.getByRole('link', { name: 'What we have about you' }).click();
  await page.getByRole('link', { name: 'Have all of it erased' }).click();
  await page.getByText('What we have to keep').waitFor();
  await drawOne(visit, 'erasure-explained');
  await main.getByText('I understand that this cannot be undone.').click();
  await page.getByRole('button', { name: 'Erase my data for good' }).click();
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByText('Download Certificate of the erasure').waitFor({ timeout: 60_000 });
  await drawOne(visit, 'erased');
}

/** A person who has used the assistant for half a year. */
async function fill({ stage }: BrowserWorld): Promise<void> {
  const client = clientOf(stage, person);
  const service = assistant(stage);
  const [notice] = bodyOf(await client.get('/v1/notices', { query: {} })).items;
  for (const [purpose, state] of [
    ['improvement', 'given'],
    ['training', 'refused'],
  ] as const) {
    const body = {
      ...{ state, locale: 'en', method: 'button' },
      ...(notice && { notice: { id: notice.id, version: notice.version } }),
    };
    bodyOf(await client.put('/v1/me/consents/{purpose}', { path: { purpose }, body }));
  }
  const texts = [
    'Plan a weekend in Lisbon with two children.',
    'Rewrite this letter to my landlord so that it sounds friendly.',
    'Which vegetables can I sow in November?',
    'Explain compound interest to a ten-year-old.',
  ];
  const items = Array.from({ length: 100 }, (_, index) => ({
    subject: { type: 'email', value: person } as const,
    category: 'prompt-text',
    purposes: ['improvement'],
    content: { text: texts[index % texts.length] },
    collectedAt: new Date(Date.now() - Math.round((index / 100) ** 2 * 170) * day).toISOString(),
  }));
  for (let from = 0; from < items.length; from += 25) {
    bodyOf(
      await service.post('/v1/records/batch', { body: { items: items.slice(from, from + 25) } }),
    );
  }
  bodyOf(await client.post('/v1/me/requests', { body: { kind: 'access' } }));
  for (const [name, kind] of [
    ['ada', 'objection'],
    ['lin', 'complaint'],
    ['sam', 'portability'],
  ] as const) {
    const body = { kind, ...(kind === 'complaint' && { reason: 'I was not answered.' }) };
    bodyOf(await clientOf(stage, `${name}@example.com`).post('/v1/me/requests', { body }));
  }
  bodyOf(
    await service.post('/v1/decisions', {
      body: {
        subject: { type: 'email', value: person },
        purpose: 'training',
        category: 'prompt-text',
      },
    }),
  );
}
