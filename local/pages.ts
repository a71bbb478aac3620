import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { loadedOrThrow } from '../lib/policy/loader.ts';
import { builtPages } from '../lib/web/built-pages.ts';
import { contentTypes } from '../lib/web/content-types.ts';
import { generatedFiles } from '../lib/web/generated-files.ts';
import { pageOf } from '../lib/web/page-of.ts';
import { webSettings } from '../lib/web/settings-of.ts';
import { textsHeaders, textsPath } from '../lib/web/texts-headers.ts';
import { webHeaders } from '../lib/web/web-headers.ts';
import type { WebSettings } from '../lib/web/web-settings.ts';
import type { HttpAnswer } from './api-event.ts';
import type { Page } from './docs-page.ts';

export interface PagesOptions {
  /** Folder of the policy. */
  readonly policyDirectory: string;
  /** How people sign in on this machine. */
  readonly signIn: WebSettings['signIn'];
}

/** Paths that are not those of pages: the API, and what S3 serves. */
const others = /^\/(?:v1|_objects|_media|docs|\.well-known)(?:\/|$)/;

/**
 * The privacy centre and the console, as CloudFront serves them. They are built when the first of them
 * is asked for, so that the API does not wait for it.
 */
export function openPages(options: PagesOptions): Page {
  let site: Site | undefined;
  return async (method, path) => {
    if ((method !== 'GET' && method !== 'HEAD') || others.test(path)) return undefined;
    site ??= siteOf(options);
    return site(path);
  };
}

type Site = (path: string) => Promise<HttpAnswer>;

function siteOf({ policyDirectory, signIn }: PagesOptions): Site {
  const { policy, logo } = loadedOrThrow(policyDirectory);
  const settings = { ...webSettings(policy, policy.issuers, { deployment: 'local' }), signIn };
  const generated = generatedFiles({ policy, settings, logo });
  const headers = webHeaders(settings);
  const directory = builtPages();
  const answer = (
    status: number,
    contentType: string,
    body: string | Buffer,
    more: Readonly<Record<string, string>> = {},
  ): HttpAnswer => ({
    status,
    headers: { ...headers, 'cache-control': 'no-cache', 'content-type': contentType, ...more },
    body: Buffer.from(body),
  });
  return async (path) => {
    const made = Object.hasOwn(generated, path) ? generated[path] : undefined;
    if (made !== undefined) {
      const more = path.startsWith(textsPath) ? textsHeaders : {};
      return answer(200, made.contentType, made.body, more);
    }
    const file = normalize(pageOf(path));
    const contentType = contentTypes[extname(file)];
    const body = contentType && (await readFile(join(directory, file)).catch(() => undefined));
    return body === undefined || contentType === undefined
      ? answer(404, 'text/plain; charset=utf-8', 'Not found\n')
      : answer(200, contentType, body);
  };
}
