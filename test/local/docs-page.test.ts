import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { docsPageFrom, docsPath, openDocsPage } from '../../local/docs-page.ts';

const page = openDocsPage();

describe('the page of the contract', () => {
  test('loads only files from its own address', async () => {
    const html = (await page('GET', docsPath))?.body.toString() ?? '';
    const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link = '']) => link);

    expect(links.length).toBeGreaterThan(3);
    for (const link of links) {
      const file = await page('GET', link);
      expect(file?.status, link).toBe(200);
      expect(file?.body.length, link).toBeGreaterThan(50);
    }
  });

  test('shows the contract of this API', async () => {
    const script = await page('GET', `${docsPath}/start.js`);

    expect(script?.body.toString()).toContain("url: '/v1/openapi.json'");
  });

  test('may run scripts from its own address only and send nothing elsewhere', async () => {
    const policy = String((await page('GET', docsPath))?.headers['content-security-policy']);

    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; /);
    expect(policy).toContain("connect-src 'self'; ");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  });

  test.each([
    ['GET', '/v1/health'],
    ['POST', docsPath],
    ['GET', `${docsPath}/`],
    ['GET', `${docsPath}/index.html`],
    ['GET', `${docsPath}/../package.json`],
    ['GET', `${docsPath}/%2e%2e/package.json`],
  ])('does not respond to %s %s', async (method, path) => {
    expect(await page(method, path)).toBeUndefined();
  });
});

describe('the page of the package, which does not include swagger-ui-dist', () => {
  const plain = docsPageFrom(undefined);

  test('names every operation of the contract', async () => {
    const html = (await plain('GET', docsPath))?.body.toString() ?? '';
    const { paths } = JSON.parse(readFileSync('lib/openapi/openapi.json', 'utf8')) as {
      paths: Record<string, Record<string, { summary: string }>>;
    };
    const operations = Object.entries(paths).flatMap(([route, item]) =>
      Object.keys(item).map((method) => `<code>${method.toUpperCase()} ${route}</code>`),
    );

    expect(operations.length).toBeGreaterThan(50);
    expect(operations.filter((operation) => !html.includes(operation))).toEqual([]);
    expect(html).not.toContain('<script');
  });

  test('has a style sheet, and nothing else', async () => {
    expect((await plain('GET', `${docsPath}/plain.css`))?.status).toBe(200);
    expect(await plain('GET', `${docsPath}/start.js`)).toBeUndefined();
    expect(await plain('GET', '/v1/health')).toBeUndefined();
  });
});
