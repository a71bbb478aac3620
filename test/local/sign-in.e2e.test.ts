import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localSignIn } from '../../local/issuer-clients.ts';
import { readIssuer } from '../../local/issuer-keys.ts';
import { openBrowser, withoutBrowser } from '../support/browser.ts';
import { startRuntimeProcess } from '../support/runtime-process.ts';
import type { RuntimeProcess } from '../support/runtime-process.ts';

let home: string;
let runtime: RuntimeProcess;
let issuer: string;
let browser: Browser;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'custos-sign-in-'));
  runtime = await startRuntimeProcess({ home });
  ({ issuer } = await readIssuer(home));
  if (!withoutBrowser) browser = await openBrowser();
});

afterAll(async () => {
  if (!withoutBrowser) await browser.close();
  await runtime.stop();
  await rm(home, { recursive: true, force: true });
});

type Entrance = 'subject' | 'staff';
const redirectUri = (entrance: Entrance) =>
  `${runtime.url}${entrance === 'staff' ? '/console' : ''}/signed-in`;

// RFC 7636 appendix B.
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

function authorization(entrance: Entrance, more: Record<string, string> = {}): string {
  const { clientId = '', scope = '', resource = '' } = localSignIn(issuer)[entrance] ?? {};
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri(entrance),
    scope,
    resource,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...more,
  });
  return `${issuer}/auth?${query.toString()}`;
}

/** The program of the pages does not run: it would redeem the code. */
async function openPage(): Promise<Page> {
  const page = await browser.newPage();
  await page.route('**/assets/*.js', (route) => route.abort());
  return page;
}

/** Redeems the code in the browser, and calls the API with the access token. */
async function callWith(page: Page, entrance: Entrance, callback: string, path: string) {
  // It has the security policy of the pages.
  await page.goto(`${runtime.url}/settings.json`);
  const body = {
    grant_type: 'authorization_code',
    client_id: localSignIn(issuer)[entrance]?.clientId ?? '',
    redirect_uri: redirectUri(entrance),
    code: new URL(callback).searchParams.get('code') ?? '',
    code_verifier: verifier,
  };
  return page.evaluate(
    async ([endpoint, form, api]) => {
      const redeemed = await fetch(endpoint, { method: 'POST', body: new URLSearchParams(form) });
      const tokens = (await redeemed.json()) as { access_token: string; id_token: string };
      const authorized = { authorization: `Bearer ${tokens.access_token}` };
      const response = await fetch(api, { headers: authorized });
      return { status: response.status, idToken: tokens.id_token };
    },
    [`${issuer}/token`, body, path] as const,
  );
}

/** Where a frame ends that starts at the address. */
const inFrame = (address: string) => `new Promise((resolve) => {
  const frame = document.createElement('iframe');
  frame.src = ${JSON.stringify(address)};
  frame.onload = () => resolve(frame.contentWindow.location.href);
  document.body.append(frame);
})`;

const violations = async (page: Page) => {
  await page.evaluate(axe.source);
  const results = await page.evaluate<AxeResults>('axe.run()');
  return results.violations.map(({ id, nodes }) => ({ id, html: nodes.map(({ html }) => html) }));
};

describe.skipIf(withoutBrowser)('sign-in in a browser', () => {
  test.each([
    ['subject', 'Ada ada@example.com', '/v1/me/data'],
    ['staff', 'Data protection officer dpo@example.com', '/v1/requests'],
  ] as const)(
    'as %s with one click, renewed in a frame, until sign-out',
    async (who, name, path) => {
      const page = await openPage();
      await page.goto(authorization(who));
      await page.getByRole('button', { name }).click();
      await page.waitForURL(`${redirectUri(who)}?code=*`);
      const { status, idToken } = await callWith(page, who, page.url(), path);
      expect(status).toBe(200);

      const renewed = await page.evaluate<string>(inFrame(authorization(who, { prompt: 'none' })));
      expect(renewed).toContain(`${redirectUri(who)}?code=`);

      const back = `${runtime.url}${who === 'staff' ? '/console' : ''}/`;
      const query = new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: back });
      const returned = page.waitForRequest(back);
      await page.goto(`${issuer}/session/end?${query.toString()}`);
      await returned;
      await page.waitForLoadState();
      await page.goto(authorization(who, { prompt: 'none' }));
      expect(page.url()).toContain('error=login_required');
      await page.context().close();
    },
  );

  test('by a hint alone, with tokens that the API accepts for their kind only', async () => {
    for (const [who, own, others] of [
      ['subject', '/v1/me/data', '/v1/requests'],
      ['staff', '/v1/requests', '/v1/me/data'],
    ] as const) {
      const hint = localSignIn(issuer)[who]?.demo?.[1]?.loginHint ?? '';
      for (const [path, status] of [
        [own, 200],
        [others, 403],
      ] as const) {
        const page = await openPage();
        await page.goto(authorization(who, { login_hint: hint }));
        expect(page.url()).toContain(`${redirectUri(who)}?code=`);
        expect(await callWith(page, who, page.url(), path)).toMatchObject({ status });
        await page.context().close();
      }
    }
  });

  test.each(['light', 'dark'] as const)('on an accessible page, %s', async (colorScheme) => {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width: 320, height: 640 },
    });
    const page = await context.newPage();
    for (const who of ['subject', 'staff'] as const) {
      await page.goto(authorization(who, { login_hint: 'nobody' }));
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
      // The style sheet is applied: its hash is right.
      const height = await page
        .getByRole('button')
        .first()
        .evaluate((one) => one.clientHeight);
      expect(height).toBeGreaterThan(44);
    }
    await context.close();
  });
});
