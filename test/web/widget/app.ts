import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { bundleWidget } from '../../../bin/bundle-widget.ts';
import { createClient } from '../../../client/index.ts';
import type { Client } from '../../../client/index.ts';
import { readIssuer } from '../../../local/issuer-keys.ts';
import { signToken } from '../../../local/issuer-tokens.ts';
import { close, listen } from '../../../local/ports.ts';
import { openBrowser } from '../../support/browser.ts';
import { startRuntimeProcess } from '../../support/runtime-process.ts';

/** Of the app, in the browser; the policy names it. */
const origin = 'http://localhost:3000';

/** An app of another origin than the API, whose pages have the elements. */
export interface App {
  readonly api: string;
  readonly client: (kind: 'subject' | 'service', name: string) => Client;
  /** Opens a page with this HTML, as the person. */
  readonly open: (html: string, email: string, options?: OpenOptions) => Promise<AppPage>;
  readonly end: () => Promise<void>;
}

interface OpenOptions extends BrowserContextOptions {
  /** The browser sends Global Privacy Control. */
  readonly signal?: boolean;
  /** Before the page is opened. */
  readonly prepare?: (page: Page) => Promise<unknown>;
  /** Of the `html` element. */
  readonly attributes?: string;
}

export interface AppPage {
  readonly page: Page;
  /** Type and detail of the events of the elements so far. */
  readonly events: () => Promise<readonly (readonly [type: string, detail: object])[]>;
  /** Fails where axe-core finds a violation, or something is beyond the right edge. */
  readonly isAccessible: () => Promise<void>;
  /** Ends the visit; fails if the page did what its security policy forbids, or had an error. */
  readonly end: () => Promise<void>;
}

const program = `
  const events = (window.events = []);
  for (const type of ['custos-consent-changed', 'custos-consent-error', 'custos-sign-in-needed']) {
    addEventListener(type, (event) => events.push([type, event.detail]));
  }
  for (const element of document.querySelectorAll('custos-consent')) {
    element.token = async () => (await fetch('/token' + location.search)).text();
  }
`;

export async function openApp(): Promise<App> {
  const home = await mkdtemp(join(tmpdir(), 'custos-app-'));
  const policy = join(home, 'policy');
  await cp('policy', policy, { recursive: true });
  const text = await readFile(join(policy, 'policy.yaml'), 'utf8');
  const named = text.replace('origins: []', `origins: ['${origin}']`);
  await writeFile(join(policy, 'policy.yaml'), named);
  const data = join(home, 'data');
  const environment = { CUSTOS_POLICY: policy };
  const runtime = await startRuntimeProcess({ home: data, environment });
  const { url: api } = runtime;
  const tokenOf = async (kind: 'subject' | 'service', name: string) =>
    signToken(await readIssuer(data), kind, name);

  const widget = await bundleWidget();
  const pages = new Map<string, string>();
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', origin);
    const send = (type: string, body: string) => {
      response.writeHead(200, {
        'content-type': type,
        'cache-control': 'no-store',
        'content-security-policy': `default-src 'none'; script-src 'self'; connect-src 'self' ${api}; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
      });
      response.end(body);
    };
    if (pathname === '/widget.js') send('text/javascript', widget);
    else if (pathname === '/app.js') send('text/javascript', program);
    else if (pathname === '/token') {
      void tokenOf('subject', decodeURIComponent(search.slice(1))).then((token) =>
        send('text/plain', token),
      );
    } else send('text/html; charset=utf-8', pages.get(pathname) ?? '');
  });
  const port = await listen(server, 0);
  const rules = `--host-resolver-rules=MAP localhost:3000 127.0.0.1:${port}`;
  const browser = await openBrowser([rules]);

  return {
    api,
    client: (kind, name) => createClient({ baseUrl: api, token: () => tokenOf(kind, name) }),
    open: async (html, email, options = {}) => {
      const path = `/${pages.size}`;
      const { attributes = 'lang="en"' } = options;
      pages.set(
        path,
        `<!doctype html><html ${attributes}><title>An app</title>
        <script type="module" src="/widget.js"></script><script type="module" src="/app.js"></script>
        <main><h1>An app</h1>${html.replaceAll('API', api)}</main></html>`,
      );
      return visit(browser, `${origin}${path}?${encodeURIComponent(email)}`, options);
    },
    end: async () => {
      await browser.close();
      await close(server, 0);
      await runtime.kill();
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function visit(browser: Browser, address: string, options: OpenOptions): Promise<AppPage> {
  const { signal = false, prepare, ...context } = options;
  const page = await browser.newPage(context);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    // The browser itself reports answers such as 401 and calls that a test ends.
    const isAnswer = /^Failed to load resource|blocked by CORS policy/.test(message.text());
    if (message.type() === 'error' && !isAnswer) faults.push(message.text());
  });
  if (signal) {
    await page.addInitScript(
      "Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})",
    );
  }
  await prepare?.(page);
  await page.goto(address);
  return {
    page,
    events: () => page.evaluate('events'),
    isAccessible: async () => {
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<AxeResults>('axe.run()');
      const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html}`));
      expect(found).toEqual([]);
      const root = 'document.scrollingElement';
      expect(await page.evaluate(`${root}.scrollWidth - ${root}.clientWidth`)).toBe(0);
    },
    end: async () => {
      await page.context().close();
      expect(faults).toEqual([]);
    },
  };
}
