import { describe, expect, test } from 'vitest';
import { docsPath, openDocsPage } from '../../local/docs-page.ts';

const page = openDocsPage();
if (page === undefined) throw new Error('swagger-ui-dist is not installed');

describe('the page of the contract', () => {
  test('loads nothing but files that are served beside it', async () => {
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

  test('may run no script and send nothing but to this address', async () => {
    const policy = String((await page('GET', docsPath))?.headers['content-security-policy']);

    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; /);
    expect(policy).toContain("connect-src 'self'; ");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  });

  test('is where the bare address leads', async () => {
    expect(await page('GET', '/')).toMatchObject({ status: 302, headers: { location: docsPath } });
  });

  test.each([
    ['GET', '/v1/health'],
    ['POST', docsPath],
    ['GET', `${docsPath}/`],
    ['GET', `${docsPath}/index.html`],
    ['GET', `${docsPath}/../package.json`],
    ['GET', `${docsPath}/%2e%2e/package.json`],
  ])('has nothing to say to %s %s', async (method, path) => {
    expect(await page(method, path)).toBeUndefined();
  });
});
