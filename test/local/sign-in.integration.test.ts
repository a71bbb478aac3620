import { decodeJwt } from 'jose';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openIssuer } from '../../local/issuer-keys.ts';
import { localSignIn } from '../../local/issuer-clients.ts';
import { scopeOf, subOf } from '../../local/issuer-tokens.ts';
import { issuerServer } from '../../local/issuer.ts';
import { close, freePorts, listen } from '../../local/ports.ts';
import { SignInBrowser } from './sign-in-browser.ts';

const apiPort = 8787;
const origins = ['127.0.0.1', 'localhost', 'privacy.test'].map((host) => `http://${host}:8787`);
const [origin = ''] = origins;

let home: string;
let issuer: string;
let server: Server;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'custos-sign-in-'));
  const [port = 0] = await freePorts(1);
  const opened = await openIssuer(home, `http://127.0.0.1:${port}`);
  ({ issuer } = opened);
  server = issuerServer(opened, { port: apiPort, hosts: ['privacy.test'] });
  await listen(server, port);
});

afterAll(async () => {
  await close(server, 0);
  await rm(home, { recursive: true, force: true });
});

type Entrance = 'subject' | 'staff';
const paths = { subject: '', staff: '/console' } as const;

/** An authorization request as the pages make it from `/settings.json`. */
function request(entrance: Entrance, more: Record<string, string> = {}, at = origin) {
  const { clientId = '', scope = '', resource = '' } = localSignIn(issuer)[entrance] ?? {};
  const redirectUri = `${at}${paths[entrance]}/signed-in`;
  return { client: clientId, redirectUri, scope, more: { resource, ...more } };
}

const demo = (entrance: Entrance) => localSignIn(issuer)[entrance]?.demo ?? [];
const hintOf = (entrance: Entrance) => demo(entrance)[0]?.loginHint ?? '';
const hinted = (entrance: Entrance) => request(entrance, { login_hint: hintOf(entrance) });

async function tokenOf(
  browser: SignInBrowser,
  sent: ReturnType<typeof request>,
): Promise<ReturnType<typeof decodeJwt>> {
  const { url, page, redeem } = await browser.authorize(sent);
  expect(page?.text).toBeUndefined();
  expect(url.href).toContain(`${sent.redirectUri}?code=`);
  const { access_token: token = '' } = (await (await redeem(url)).json()) as Record<string, string>;
  return decodeJwt(token);
}

const errorOf = async (browser: SignInBrowser, sent: ReturnType<typeof request>) => {
  const { url, page } = await browser.authorize(sent);
  expect(page?.text).toBeUndefined();
  return url.searchParams.get('error');
};

describe('a hint of a demo person', () => {
  test.each(['subject', 'staff'] as const)('signs in as %s without a page', async (entrance) => {
    expect(demo(entrance).length).toBeGreaterThan(1);
    for (const { loginHint } of demo(entrance)) {
      const claims = await tokenOf(
        new SignInBrowser(issuer),
        request(entrance, { login_hint: loginHint }),
      );
      expect(claims).toMatchObject({
        iss: issuer,
        aud: `custos-${entrance}`,
        scope: scopeOf(entrance),
        ...(entrance === 'subject'
          ? { sub: subOf(loginHint), email: loginHint, email_verified: true }
          : { sub: loginHint, amr: ['pwd', 'mfa'] }),
      });
      expect(Math.abs(Number(claims['auth_time']) - Date.now() / 1000)).toBeLessThan(60);
    }
  });

  test('of another person than the one who is signed in signs in the other', async () => {
    const browser = new SignInBrowser(issuer);
    for (const { loginHint } of [...demo('subject'), ...demo('subject')]) {
      const { sub } = await tokenOf(browser, request('subject', { login_hint: loginHint }));
      expect(sub).toBe(subOf(loginHint));
    }
  });

  test('that nobody of the demo has fills in the page', async () => {
    const browser = new SignInBrowser(issuer);
    const { url, page } = await browser.authorize(
      request('subject', { login_hint: '"><b>x@example.com' }),
    );
    expect(page?.text).toContain('value="&quot;&gt;&lt;b&gt;x@example.com"');
    const { url: end } = await browser.go(url, new URLSearchParams({ email: 'eve@example.com' }));
    expect(end.searchParams.get('code')).toBeTruthy();
  });
});

describe('the page of the provider', () => {
  test.each(['subject', 'staff'] as const)('has a button for each demo %s', async (entrance) => {
    const { page } = await new SignInBrowser(issuer).authorize(request(entrance));
    const values = [...(page?.text ?? '').matchAll(/<button name="email" value="([^"]+)"/g)];

    expect(values.map(([, value]) => value)).toEqual(demo(entrance).map((one) => one.loginHint));
    const policy = page?.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`form-action 'self' ${origin};`);
    expect(policy).not.toContain('unsafe');
  });

  test('says what to enter instead of what is no address', async () => {
    const browser = new SignInBrowser(issuer);
    const { url } = await browser.authorize(request('staff'));
    for (const email of ['dpo', 'd po@example.com', 'dpö@example.com', '']) {
      const { page } = await browser.go(url, new URLSearchParams({ email }));
      expect(page).toMatchObject({ status: 422 });
      expect(page?.text).toContain('role="alert"');
    }
  });

  test('answers an interaction that is over', async () => {
    const { page } = await new SignInBrowser(issuer).go(`${issuer}/interaction/none`);
    expect(page).toMatchObject({ status: 400 });
    expect(page?.text).toContain('has expired');
  });
});

describe('a session with the provider', () => {
  test('renews silently, also in a frame', async () => {
    const browser = new SignInBrowser(issuer);
    await tokenOf(browser, hinted('subject'));
    const { url, answers } = await browser.authorize(request('subject', { prompt: 'none' }));

    expect(url.searchParams.get('code')).toBeTruthy();
    expect(answers.length).toBeGreaterThan(0);
    for (const headers of answers) {
      expect(headers.get('x-frame-options')).toBeNull();
      expect(headers.get('content-security-policy')).toBeNull();
    }
  });

  test('is required by prompt=none, which shows no page and signs nobody in', async () => {
    const browser = new SignInBrowser(issuer);
    const sent = request('subject', { prompt: 'none', login_hint: hintOf('subject') });
    expect(await errorOf(browser, sent)).toBe('login_required');
    expect(await errorOf(browser, sent)).toBe('login_required');
  });

  test.each([
    ['subject', 'staff'],
    ['staff', 'subject'],
  ] as const)('of %s is none of %s', async (own, other) => {
    const browser = new SignInBrowser(issuer);
    await tokenOf(browser, hinted(own));

    expect(await errorOf(browser, request(other, { prompt: 'none' }))).toBe('login_required');
    expect((await browser.authorize(request(other))).page?.text).toContain('Sign in');
    // It is still that of the other kind, until somebody signs in.
    expect(await errorOf(browser, request(own, { prompt: 'none' }))).toBeNull();
    expect(await tokenOf(browser, hinted(other))).toMatchObject({ aud: `custos-${other}` });
    expect(await errorOf(browser, request(own, { prompt: 'none' }))).toBe('login_required');
  });

  test('of another person does not answer prompt=none with a hint', async () => {
    const browser = new SignInBrowser(issuer);
    await tokenOf(browser, hinted('subject'));
    const sent = request('subject', { prompt: 'none', login_hint: 'grace@example.com' });
    expect(await errorOf(browser, sent)).toBe('login_required');
  });

  test.each(['subject', 'staff'] as const)(
    'is authenticated again for %s by prompt=login and max_age',
    async (entrance) => {
      const browser = new SignInBrowser(issuer);
      const { auth_time: first } = await tokenOf(browser, hinted(entrance));
      await delay(2_100);
      const { auth_time: unchanged } = await tokenOf(browser, hinted(entrance));
      expect(unchanged).toBe(first);

      const hint = { login_hint: hintOf(entrance) };
      const { auth_time: aged } = await tokenOf(
        browser,
        request(entrance, { ...hint, max_age: '1' }),
      );
      expect(Number(aged)).toBeGreaterThan(Number(first));
      await delay(1_100);
      const again = await tokenOf(browser, request(entrance, { ...hint, prompt: 'login' }));
      expect(Number(again['auth_time'])).toBeGreaterThan(Number(aged));
    },
  );

  test('ends without a question for a client, and returns to its page', async () => {
    for (const entrance of ['subject', 'staff'] as const) {
      const browser = new SignInBrowser(issuer);
      const { id_token: idToken = '' } = await browser.signIn(hinted(entrance), '');
      const back = `${origin}${paths[entrance]}/`;
      const query = new URLSearchParams({
        id_token_hint: idToken,
        post_logout_redirect_uri: back,
        state: 'bye',
      });
      const { page } = await browser.go(`${issuer}/session/end?${query.toString()}`);
      const policy = page?.headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/script-src 'sha256-[^']+'; form-action 'self' http:\/\/127/);
      expect(page?.text).toContain('<script>');
      const [, action = ''] = /action="([^"]+)"/.exec(page?.text ?? '') ?? [];
      const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(page?.text ?? '') ?? [];
      const { url } = await browser.go(action, new URLSearchParams({ xsrf, logout: 'yes' }));

      expect(url.href).toBe(`${back}?state=bye`);
      expect(await errorOf(browser, request(entrance, { prompt: 'none' }))).toBe('login_required');
    }
  });

  test('ends on a page with a question where no client is named', async () => {
    const browser = new SignInBrowser(issuer);
    await tokenOf(browser, hinted('subject'));
    const { page } = await browser.go(`${issuer}/session/end`);
    expect(page?.text).toContain('<button');
    expect(page?.text).not.toContain('<script>');
  });
});

describe('a client', () => {
  test('is called from every origin of the API, by CORS', async () => {
    for (const at of origins) {
      for (const path of ['/.well-known/openid-configuration', '/jwks']) {
        const response = await fetch(`${issuer}${path}`, { headers: { origin: at } });
        expect(['*', at]).toContain(response.headers.get('access-control-allow-origin'));
      }
      const preflight = await fetch(`${issuer}/token`, {
        method: 'OPTIONS',
        headers: { origin: at, 'access-control-request-method': 'POST' },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-origin')).toBe(at);

      for (const entrance of ['subject', 'staff'] as const) {
        const sent = request(entrance, { login_hint: hintOf(entrance) }, at);
        const { url, redeem } = await new SignInBrowser(issuer).authorize(sent);
        const token = await redeem(url, at);
        expect(token.status).toBe(200);
        expect(token.headers.get('access-control-allow-origin')).toBe(at);
      }
    }
  });

  test('is not called from elsewhere', async () => {
    const { url, redeem } = await new SignInBrowser(issuer).authorize(hinted('subject'));
    const token = await redeem(url, 'http://127.0.0.1:9999');
    expect(token.headers.get('access-control-allow-origin')).toBeNull();

    const elsewhere = request('staff', {}, 'http://privacy.example:8787');
    const { page } = await new SignInBrowser(issuer).authorize(elsewhere);
    expect(page).toMatchObject({ status: 400 });
  });

  test('gets no token for the other entrance', async () => {
    for (const [entrance, resource] of [
      ['subject', 'urn:custos:staff'],
      ['staff', 'urn:custos:subject'],
      ['subject', 'urn:custos:service'],
    ] as const) {
      const sent = request(entrance, { resource, login_hint: hintOf(entrance) });
      expect(await errorOf(new SignInBrowser(issuer), sent)).toBe('invalid_target');
    }
    const { scope } = await tokenOf(new SignInBrowser(issuer), {
      ...hinted('subject'),
      scope: `openid custos/self ${scopeOf('staff')}`,
    });
    expect(scope).toBe('custos/self');
  });

  test('reads from the ID token who signed in', async () => {
    const { id_token: idToken = '' } = await new SignInBrowser(issuer).signIn(hinted('staff'), '');
    expect(decodeJwt(idToken)).toMatchObject({
      name: 'Data protection officer',
      email: 'dpo@example.com',
    });
  });
});
