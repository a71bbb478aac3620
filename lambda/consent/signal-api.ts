import type { Answer, Handlers } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { problem } from '../platform/http/problem.ts';
import type { Policy } from '../policy/schema.ts';
import { advisoryOf } from '../policy/standing.ts';
import type { Subjects } from '../subject/store.ts';
import type { SignalAnswer } from './external-choices.ts';
import type { signalRoutes } from './signal-routes.ts';
import { signalAnswer } from './signal-routes.ts';
import type { Consents } from './consents.ts';

export const signalHandlers = (
  policy: Policy,
  subjects: Subjects,
  consents: Consents,
): Handlers<typeof signalRoutes> => ({
  async postSignal({ caller, body, idempotency }) {
    if (idempotency?.replay) {
      return answerOf(
        policy,
        signalAnswer.parse(JSON.parse(idempotency.replay.ids['answer'] ?? '')),
      );
    }
    const found = await subjects.resolve(body.subject);
    if (found.kind === 'unknown') {
      return problem('not-found', { detail: 'Register the person first: POST /v1/subjects.' });
    }
    if (found.kind === 'erased') return problem('subject-erased');
    const recorder = { kind: 'service', name: caller.name } as const;
    const options = { recorder, idempotency };
    return answerOf(policy, await consents.signal(found.subject, options));
  },
});

function answerOf(policy: Policy, { honoured, jurisdiction, ...applied }: SignalAnswer): Answer {
  const law = { jurisdiction, ...applied, ...advisoryOf(policy, [jurisdiction]) };
  if (honoured.length === 0) return answer(200, { honoured, ...law });
  const display = honoured.some(({ state }) => state === 'given')
    ? 'Opt-Out Request Not Honored'
    : 'Opt-Out Request Honored';
  return answer(200, { honoured, ...law, display });
}
