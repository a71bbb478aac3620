import { createHash } from 'node:crypto';
import type { KoaContextWithOIDC } from 'oidc-provider';

const script = `document.querySelector('button').click()`;
const scriptHash = createHash('sha256').update(script).digest('base64');

/**
 * Signs out at once for a client that is named, because its page was the confirmation; others
 * confirm here. The standard wants the form to be posted by the browser.
 */
export function signOutPage({ oidc, response }: KoaContextWithOIDC, form: string): void {
  const { client, params } = oidc;
  const back = params?.['post_logout_redirect_uri'];
  // Chromium applies `form-action` to where the form is redirected to as well.
  const target = typeof back === 'string' ? ` ${new URL(back).origin}` : '';
  response.set({
    'cache-control': 'no-store',
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'sha256-${scriptHash}'`,
      `form-action 'self'${target}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
  });
  response.body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Sign out: local demo</title>
${form}
<p><button form="op.logoutForm" name="logout" value="yes">Sign out</button></p>
${client === undefined ? '' : `<script>${script}</script>`}
</html>
`;
}
