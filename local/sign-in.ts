import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';

const largestForm = 4_096;

/** The page on which any e-mail address signs in, and the handler of its form. */
export async function answerSignIn(
  provider: Provider,
  signIn: (email: string) => string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'GET') {
    await provider.interactionDetails(request, response);
    page(response, 200);
    return;
  }
  const email = new URLSearchParams(await readForm(request)).get('email') ?? '';
  if (!/^[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]{1,190}$/u.test(email)) {
    page(response, 422);
    return;
  }
  await provider.interactionFinished(request, response, { login: { accountId: signIn(email) } });
}

async function readForm(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) {
    text += chunk.toString('utf8');
    if (text.length > largestForm) return '';
  }
  return text;
}

function page(response: ServerResponse, status: number): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  });
  response.end(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sign in: local demo</title>
<style>body { font: 1rem/1.5 system-ui; max-width: 24rem; margin: 4rem auto; padding: 0 1rem }</style>
<h1>Sign in</h1>
<p>This page exists on your machine only. Any e-mail address signs in, without a password.</p>
<form method="post">
  <p><label for="email">E-mail</label><br>
  <input id="email" name="email" type="email" maxlength="254" required autofocus></p>
  <p><button>Sign in</button></p>
</form>
</html>
`);
}
