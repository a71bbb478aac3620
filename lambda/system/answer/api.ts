import type { Handlers } from '../../platform/http/handlers.ts';
import { answer } from '../../platform/http/handlers.ts';
import { problem } from '../../platform/http/problem.ts';
import type { Platform } from '../../platform/platform.ts';
import { taskKey } from '../../request/model/task.ts';
import { openRequestStore } from '../../request/store.ts';
import { parseId } from '../../value/ids.ts';
import type { RequestId } from '../../value/ids.ts';
import { isAnswerToken, stepOfToken } from '../answer-token.ts';
import { areAbout, categoriesFor } from '../categories.ts';
import { answerTask } from '../tasks.ts';
import type { answerRoutes } from './routes.ts';

type AnswerPlatform = Pick<
  Platform,
  'database' | 'keyring' | 'subjectKeys' | 'workflow' | 'policy' | 'clock' | 'log'
>;

/**
 * A system answers one call of a webhook later. The token is for that call alone: it names no person,
 * opens no request, and a repeated answer changes nothing.
 */
export function answerHandlers(platform: AnswerPlatform): Handlers<typeof answerRoutes> {
  const requests = openRequestStore(platform);

  return {
    async answerCall({ caller, path, body }) {
      const requestId = parseId<RequestId>(path.requestId);
      const target = taskKey.safeParse(path.task).data;
      const step = stepOfToken(caller.token);
      if (requestId === undefined || target === undefined || step === undefined) return refused;
      const task = (await requests.get(requestId))?.tasks?.[target];
      if (task === undefined) return refused;
      const { taskId } = task;
      const to = { requestId, task: target, taskId, step };
      if (!(await isAnswerToken(platform.keyring, caller.token, to))) return refused;
      if (!areAbout(body.counts ?? {}, categoriesFor(platform, target, task))) {
        return problem('invalid-input', { detail: 'Count by categories of the call.' });
      }
      if (task.action === 'export' && body.counts !== undefined) {
        return problem('invalid-input', { detail: dataInReply });
      }
      const outcome = await answerTask(
        { requests, clock: platform.clock, workflow: platform.workflow, log: platform.log },
        { requestId, target, taskId },
        step,
        { ...body, counts: body.counts && withoutZeros(body.counts) },
      );
      switch (outcome.kind) {
        case 'taken':
        case 'already':
          return answer(204, undefined);
        case 'not-waiting':
          return notWaiting;
        case 'unknown':
          return refused;
      }
    },
  };
}

const withoutZeros = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));

/** Counts alone would complete an export that has no data. */
const dataInReply = 'Send {}: Custos repeats the call and takes the data from your reply.';

/** The same for a token that is malformed, of another call, or of a request that is gone. */
const refused = problem('unauthenticated', {
  detail: 'Send authorization: Custos-Answer <token>, with the token of the call that is answered.',
  headers: { 'www-authenticate': 'Custos-Answer' },
});

const notWaiting = problem('conflict', {
  detail:
    'No answer is waited for: the task has ended, or staff look at what came of it. Do not send it again.',
});
