import { createHash } from 'node:crypto';
import { demoPeople } from './issuer-clients.ts';
import type { EntranceKind } from './issuer-clients.ts';

const style = `
:root { color-scheme: light dark; --line: light-dark(#767676, #8a8f98); --quiet: light-dark(#595959, #b4b8bf); background: light-dark(#fff, #1b1d21); color: light-dark(#1b1d21, #f0f2f5) }
* { box-sizing: border-box }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 26rem; margin: 0 auto; padding: 2rem 1rem }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .5rem }
h2 { font-size: 1rem; margin: 2rem 0 .5rem }
p { margin: 0 0 1rem }
button, input { font: inherit; width: 100%; min-height: 3rem; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .5rem }
button { display: block; text-align: start; cursor: pointer; margin-block-end: .5rem; color: inherit; background: light-dark(#fff, #24272c) }
button:hover { background: light-dark(#f0f2f5, #30343b) }
:focus-visible { outline: 3px solid light-dark(#0b57d0, #8ab4f8); outline-offset: 2px }
button span { display: block; font-size: .875rem; color: var(--quiet); overflow-wrap: anywhere }
label { display: block; margin-block-end: .25rem }
input { margin-block-end: .75rem; color: inherit; background: light-dark(#fff, #1b1d21) }
[role=alert] { border-inline-start: .25rem solid light-dark(#b3261e, #f2b8b5); padding-inline-start: .75rem }
.quiet { color: var(--quiet) }
`;
const styleHash = createHash('sha256').update(style).digest('base64');

const titles: Readonly<Record<EntranceKind, string>> = {
  subject: 'Sign in to the privacy centre',
  staff: 'Sign in to the console',
};

/** @param target origin to which the browser returns: Chromium applies `form-action` to it too */
export const signInHeaders = (target: string): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    `form-action 'self' ${target}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
});

/** What was entered, and whether it is no address. */
interface Entered {
  readonly email: string;
  readonly isWrong: boolean;
}

/** The demo people as buttons, and a field for any e-mail address. */
export function signInPage(kind: EntranceKind, { email, isWrong }: Entered): string {
  const people = demoPeople[kind].map(
    ({ name, loginHint }) =>
      `<button name="email" value="${loginHint}">${name} <span>${loginHint}</span></button>`,
  );
  const described = isWrong ? ' aria-invalid="true" aria-describedby="wrong"' : '';
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titles[kind]}: local demo</title>
<style>${style}</style>
<main>
<h1>${titles[kind]}</h1>
<p class="quiet">This page exists on your machine only. Any e-mail address signs in, without a password.</p>
<h2>As an invented person</h2>
<form method="post">
${people.join('\n')}
</form>
<h2>With an e-mail address</h2>
${isWrong ? '<p id="wrong" role="alert">Enter an e-mail address, like name@example.com.</p>' : ''}
<form method="post">
<label for="email">E-mail</label>
<input id="email" name="email" type="email" maxlength="254" autocomplete="off" required value="${escaped(email)}"${described}>
<button>Sign in</button>
</form>
</main>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
