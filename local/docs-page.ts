import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HttpAnswer } from './api-event.ts';
import { contractPage } from './contract-page.ts';

/** Path of the page with the contract of the API; never deployed. */
export const docsPath = '/docs';

/** Pages in addition to the API. Returns undefined for a path that is none of them. */
export type Page = (method: string, path: string) => Promise<HttpAnswer | undefined>;

const title = 'Custos: the contract of the API';
const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="stylesheet" href="${docsPath}/swagger-ui.css">
    <link rel="icon" type="image/png" href="${docsPath}/favicon-32x32.png">
  </head>
  <body>
    <div id="page"></div>
    <script src="${docsPath}/swagger-ui-bundle.js"></script>
    <script src="${docsPath}/start.js"></script>
  </body>
</html>
`;
const script = `SwaggerUIBundle({
  url: '/v1/openapi.json',
  dom_id: '#page',
  deepLinking: true,
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
});
`;

const plainHead = `
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="stylesheet" href="${docsPath}/plain.css">
  `;
const plainStyle = `body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
summary { cursor: pointer; padding: .25rem 0 }
pre { background: #f3f4f6; padding: .75rem; overflow: auto }
`;

/** The files of swagger-ui-dist that the page loads. */
const files: ReadonlyMap<string, string> = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['favicon-32x32.png', 'image/png'],
]);

const headers = {
  'cache-control': 'no-cache',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The page: from swagger-ui-dist in node_modules, or a plainer one where that is not installed. */
export const openDocsPage = (): Page => docsPageFrom(swaggerFolder());

/** @param folder of swagger-ui-dist; undefined for the plainer page */
export function docsPageFrom(folder: string | undefined): Page {
  const page = folder === undefined ? contractPage(plainHead) : html;
  return async (method, path) => {
    if (method !== 'GET' && method !== 'HEAD') return undefined;
    if (path === docsPath) return answer('text/html; charset=utf-8', page);
    if (folder === undefined) {
      return path === `${docsPath}/plain.css`
        ? answer('text/css; charset=utf-8', plainStyle)
        : undefined;
    }
    if (path === `${docsPath}/start.js`) return answer('text/javascript; charset=utf-8', script);
    const name = path.startsWith(`${docsPath}/`) ? path.slice(docsPath.length + 1) : '';
    const contentType = files.get(name);
    if (contentType === undefined) return undefined;
    return answer(contentType, await readFile(join(folder, name)));
  };
}

const answer = (contentType: string, body: string | Buffer): HttpAnswer => ({
  status: 200,
  headers: { ...headers, 'content-type': contentType },
  body: Buffer.from(body),
});

function swaggerFolder(): string | undefined {
  try {
    return fileURLToPath(new URL('.', import.meta.resolve('swagger-ui-dist/package.json')));
  } catch {
    return undefined;
  }
}
