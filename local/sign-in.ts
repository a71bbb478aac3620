import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors } from 'oidc-provider';
import type Provider from 'oidc-provider';
import { accountOf, demoAccountOf } from './issuer-accounts.ts';
import type { Account, Accounts } from './issuer-accounts.ts';
import { kindOf } from './issuer-clients.ts';
import { signInHeaders, signInPage } from './sign-in-page.ts';

const largestForm = 4_096;

type Interaction = InstanceType<Provider['Interaction']>;

/**
 * Signs in the demo person of `login_hint`; without one, serves the page on which any e-mail address
 * signs in, and handles its form.
 */
export async function answerSignIn(
  provider: Provider,
  accounts: Accounts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const interaction = await interactionOf(provider, request, response);
  if (interaction === undefined) {
    response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('This sign-in has expired. Go back to the page from which you came.\n');
    return;
  }
  const kind = kindOf(text(interaction.params['client_id']));
  if (kind === 'service') throw new TypeError('a service does not sign in with a browser');
  const posted = request.method === 'POST';
  const email = posted ? await emailIn(request) : text(interaction.params['login_hint']);
  const account = posted ? accountOf(kind, email) : demoAccountOf(kind, email);
  if (account === undefined) {
    const target = new URL(text(interaction.params['redirect_uri'])).origin;
    response.writeHead(posted ? 422 : 200, signInHeaders(target));
    response.end(signInPage(kind, { email, isWrong: posted }));
    return;
  }
  accounts.add(account);
  await endOtherSession(provider, interaction, account);
  await provider.interactionFinished(request, response, { login: { accountId: account.sub } });
}

async function interactionOf(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Interaction | undefined> {
  try {
    return await provider.interactionDetails(request, response);
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined;
    throw error;
  }
}

/** The provider would sign out the other person on a page of its own. */
async function endOtherSession(
  provider: Provider,
  interaction: Interaction,
  { sub }: Account,
): Promise<void> {
  const { session, exp } = interaction;
  if (session === undefined || session.accountId === sub) return;
  await (await provider.Session.findByUid(session.uid))?.destroy();
  delete interaction.session;
  await interaction.save(exp - Math.floor(Date.now() / 1000));
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

async function emailIn(request: IncomingMessage): Promise<string> {
  let form = '';
  for await (const chunk of request as AsyncIterable<Buffer>) {
    form += chunk.toString('utf8');
    if (form.length > largestForm) return '';
  }
  return new URLSearchParams(form).get('email') ?? '';
}
