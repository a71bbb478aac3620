import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { bodyOf, createClient } from '../../client/index.ts';
import type { components } from '../../client/index.ts';
import type { Report } from './report.ts';
import { assistant, DemoStepFailedError, staffOf, untilDone, untilSo } from './steps.ts';
import type { ApiAccess, RequestOutcome } from './steps.ts';

type Wish = components['schemas']['RequestWithoutAccount'];

interface Access extends ApiAccess {
  /** Folder to which the embedded runtime writes mail. */
  readonly outbox: string;
}

/** Requests without an account: by a person who reads the code in their mail, and by an agent. */
export async function playStrangers(stage: Access, report: Report): Promise<void> {
  const known = { type: 'email', value: 'sam@example.org' } as const;
  await assistant(stage).post('/v1/subjects', { body: { subject: known, residence: 'DE' } });
  const own = await ask(stage, { kind: 'access', subject: known });
  const byHand = await searchByHand(stage, own);
  // They know people by user id, and who has no account has none.
  const systems = 'chat-files, conversation-memory';
  report.check('systems in which staff search by hand', byHand.join(', '), systems);
  const done = await untilDone(stage, own.followUpToken, report.note('access by a stranger'));
  report.check('request without an account, with a code by mail', done.status, 'completed');

  const unknown = { type: 'email', value: 'nobody@example.net' } as const;
  const other = await ask(stage, { kind: 'access', subject: unknown });
  const nothing = await untilDone(stage, other.followUpToken, report.note('an unknown address'));
  report.check('the same of an unknown address', nothing.unchanged?.reason, 'nothing-held');

  const agent = {
    ...{ name: 'Grace Example', contact: 'grace@example.com' },
    mandate: 'power-of-attorney',
  } as const;
  const principal = { type: 'email', value: 'pat@example.org' } as const;
  await assistant(stage).post('/v1/subjects', { body: { subject: principal, residence: 'DE' } });
  const asked = await ask(stage, { kind: 'access', subject: principal, agent });
  await searchByHand(stage, asked);
  const seen = await untilDone(stage, asked.followUpToken, report.note('access by an agent'));
  report.check('request by an agent, which the person confirms', seen.status, 'completed');
  const path = { requestId: asked.requestId };
  const { agent: checked } = bodyOf(
    await staffOf(stage).post('/v1/requests/{requestId}/mandate', { path, body: {} }),
  );
  report.check('staff have checked the mandate', checked?.checked, true);
}

/** Asks, reads the code in the mail and sends it back. */
async function ask(stage: Access, body: Wish) {
  const client = createClient({ baseUrl: stage.url });
  const taken = bodyOf(await client.post('/v1/requests', { body }));
  const { requestId } = taken;
  const code = await codeIn(join(stage.outbox, `${requestId}.eml`));
  const path = { requestId };
  bodyOf(await client.post('/v1/requests/{requestId}/verify', { path, body: { code } }));
  return taken;
}

/** The privacy team searches where Custos knows no identifier, and finds nothing. */
async function searchByHand(
  stage: Access,
  { requestId, followUpToken }: Awaited<ReturnType<typeof ask>>,
): Promise<readonly string[]> {
  const isSettled = ({ tasks }: RequestOutcome) =>
    tasks.length > 1 &&
    tasks.every(({ system, status }) => system === 'custos' || !/^(waiting|running)$/.test(status));
  const { tasks } = await untilSo(stage, followUpToken, isSettled);
  // An agent does not learn why.
  const open = tasks.flatMap(({ system, status }) =>
    status === 'waiting-for-staff' ? [system] : [],
  );
  for (const system of open) {
    const path = { requestId, task: `system:${system}` };
    const body = { reason: 'A search for the address finds nothing.' };
    const outcome = await staffOf(stage).post(
      '/v1/requests/{requestId}/tasks/{task}/not-applicable',
      {
        ...{ path, body },
      },
    );
    bodyOf(outcome);
  }
  return open;
}

async function codeIn(letter: string): Promise<string> {
  for (let waited = 0; waited < 60_000; waited += 250) {
    const text = await readFile(letter, 'utf8').catch(() => '');
    const [code] = /^[0-9A-Z]{5}-[0-9A-Z]{5}(?=\r?$)/m.exec(text) ?? [];
    if (code !== undefined) return code;
    await delay(250);
  }
  throw new DemoStepFailedError('no mail with a code has come');
}
