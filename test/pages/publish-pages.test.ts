import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { PageFile, PageFiles } from '../../lambda/pages/page-files.ts';
import { publishPages } from '../../lambda/pages/publish-pages.ts';
import { releasesThatStay } from '../../lambda/pages/releases.ts';
import type { EpochMilliseconds } from '../../lambda/value/time.ts';
import { writeRelease } from '../../lib/web/release.ts';

const answers: { Status: string; PhysicalResourceId: string }[] = [];
const cloudFormation = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (part: string) => (body += part));
  request.on('end', () => {
    answers.push(JSON.parse(body) as (typeof answers)[number]);
    response.end();
  });
});
beforeAll(
  () => new Promise<void>((resolve) => cloudFormation.listen(0, '127.0.0.1', () => resolve())),
);
afterAll(() => new Promise((resolve) => cloudFormation.close(resolve)));

/** The bucket, in memory: what it does with one file is for Amazon S3 to know. */
class Bucket implements PageFiles {
  readonly written: PageFile[] = [];
  readonly stored = new Map<string, PageFile>();
  fails = 0;

  keys = () => Promise.resolve([...this.stored.keys()]);
  read = (key: string) => Promise.resolve(this.stored.get(key)?.body.toString());
  write = (file: PageFile) => {
    if (this.fails > 0) {
      this.fails -= 1;
      return Promise.reject(new Error('AccessDenied'));
    }
    this.written.push(file);
    this.stored.set(file.key, file);
    return Promise.resolve();
  };
  remove = (keys: readonly string[]) => {
    for (const key of keys) this.stored.delete(key);
    return Promise.resolve();
  };
}

/** A function's code with a release of these built files. */
function codeWith(built: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'custos-release-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(built)) {
    const file = join(folder, 'built', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const settings = { contentType: 'application/json; charset=utf-8', body: '{}' };
  writeRelease(join(folder, 'code'), join(folder, 'built'), { '/settings.json': settings });
  return join(folder, 'code');
}

const pages = (version: string) => ({
  'index.html': `<script src="/assets/${version}.js">`,
  'console/index.html': `<script src="/assets/${version}.js">`,
  [`assets/${version}.js`]: version,
});

const log = { info: () => undefined, error: () => undefined };

async function deploy(
  bucket: Bucket,
  code: string,
  day: string,
  RequestType: 'Create' | 'Update' | 'Delete' = 'Update',
) {
  const { port } = cloudFormation.address() as AddressInfo;
  answers.length = 0;
  await publishPages(
    { files: bucket, clock: () => Date.parse(`${day}T10:00:00Z`) as EpochMilliseconds, log },
    code,
    {
      RequestType,
      RequestId: 'request-1',
      StackId: 'stack',
      LogicalResourceId: 'Pages',
      ResponseURL: `http://127.0.0.1:${port}/`,
    },
    [0],
  );
  return answers;
}

describe('a deployment of the pages', () => {
  test('writes each file with its type and how long it may be kept, what pages ask for first', async () => {
    const bucket = new Bucket();

    const answered = await deploy(bucket, codeWith(pages('a')), '2026-11-01', 'Create');

    expect(answered).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: 'pages' }]);
    const [first, ...others] = bucket.written.map(({ key }) => key);
    expect(first).toBe('assets/a.js');
    expect(others.toSorted()).toEqual([
      'console/index.html',
      'index.html',
      'releases.json',
      'settings.json',
    ]);
    expect(bucket.stored.get('assets/a.js')).toMatchObject({
      contentType: 'text/javascript; charset=utf-8',
      cacheControl: 'public, max-age=31536000, immutable',
    });
    expect(bucket.stored.get('index.html')).toMatchObject({
      contentType: 'text/html; charset=utf-8',
      cacheControl: 'no-cache',
    });
  });

  test('keeps what open pages ask for, and deletes it once no page is open for so long', async () => {
    const bucket = new Bucket();
    const present = () => [...bucket.stored.keys()].filter((key) => key.startsWith('assets/'));

    await deploy(bucket, codeWith({ ...pages('a'), 'old.txt': '' }), '2026-01-01', 'Create');
    await deploy(bucket, codeWith(pages('b')), '2026-06-01');
    expect(present()).toEqual(['assets/a.js', 'assets/b.js']);
    expect(bucket.stored.has('old.txt')).toBe(false);
    await deploy(bucket, codeWith(pages('c')), '2026-06-20');
    expect(present()).toEqual(['assets/a.js', 'assets/b.js', 'assets/c.js']);
    await deploy(bucket, codeWith(pages('d')), '2026-07-02');

    expect(present()).toEqual(['assets/b.js', 'assets/c.js', 'assets/d.js']);
  });

  test('tries again while its role is new, and fails if it stays without permission', async () => {
    const bucket = new Bucket();
    const code = codeWith(pages('a'));

    bucket.fails = 1;
    expect(await deploy(bucket, code, '2026-11-01')).toMatchObject([{ Status: 'SUCCESS' }]);
    bucket.fails = Infinity;
    expect(await deploy(bucket, code, '2026-11-01')).toMatchObject([{ Status: 'FAILED' }]);
  });

  test('leaves nothing when the stack goes, so that the bucket can go too', async () => {
    const bucket = new Bucket();
    const code = codeWith(pages('a'));
    await deploy(bucket, code, '2026-11-01', 'Create');

    expect(await deploy(bucket, code, '2026-11-02', 'Delete')).toMatchObject([
      { Status: 'SUCCESS' },
    ]);

    expect(bucket.stored.size).toBe(0);
  });
});

test('a release stays for 30 days after the one that followed it', () => {
  const release = (day: string) => ({ at: `${day}T00:00:00.000Z`, hashed: [] });
  const [now, ...earlier] = ['2026-07-01', '2026-06-01', '2026-05-31', '2026-01-01'].map(release);

  expect(releasesThatStay(now!, earlier).map(({ at }) => at.slice(0, 10))).toEqual([
    '2026-07-01',
    '2026-06-01',
    '2026-05-31',
  ]);
});
