import { bodyOf } from '../../client/index.ts';
import type { components } from '../../client/index.ts';
import { choiceKinds } from '../../lambda/request/model/kinds.ts';
import type { Report } from './report.ts';
import { assistant, clientOf, completeRequest, staffOf } from './steps.ts';
import type { ApiAccess } from './steps.ts';

type Submission = components['schemas']['Submission'];
type Answer = components['schemas']['RequestAnswer'];

const email = 'rosa@example.org';
const subject = { type: 'email', value: email } as const;

/** One request of each kind by a person with an account, and what the privacy team does about it. */
export async function playRights(stage: ApiAccess, report: Report): Promise<void> {
  await assistant(stage).post('/v1/subjects', { body: { subject, residence: 'DE' } });
  await correct(stage, report);
  const portability = await completeRequest(
    ...([stage, { email }, 'portability', report.note('portability')] as const),
  );
  ends(report, portability.request, 'completed');
  await complain(stage, report);
  await contestDecision(stage, report);
  await appeal(stage, report);
  for (const kind of ['restriction', ...choiceKinds] as const) {
    // LangGraph has no mark for threads that are restricted: the policy says so, and the request does.
    const status = kind === 'restriction' ? 'partially-completed' : 'completed';
    ends(report, (await ask(stage, { kind })).request, status);
  }
}

const ends = (report: Report, { kind, status }: { kind: string; status: string }, end: string) =>
  report.check(`request: ${kind}`, status, end);

const ask = async (stage: ApiAccess, body: Submission) =>
  bodyOf(await clientOf(stage, email).post('/v1/me/requests', { body }));

const answer = async (stage: ApiAccess, requestId: string, body: Answer, who?: string) =>
  bodyOf(
    await staffOf(stage, who).post('/v1/requests/{requestId}/answer', {
      ...{ path: { requestId }, body },
    }),
  );

/** The team accepts a correction, and the record says what the person wants. */
async function correct(stage: ApiAccess, report: Report): Promise<void> {
  const person = clientOf(stage, email);
  const items = [
    {
      ...{ subject, category: 'prompt-text', purposes: ['service-provision'] },
      content: { text: 'I live in Bonn.' },
    },
  ];
  await assistant(stage).post('/v1/records/batch', { body: { items } });
  const [record] = bodyOf(await person.get('/v1/me/records')).items;
  const recordId = record?.recordId ?? '';
  const { request } = await ask(stage, {
    kind: 'rectification',
    corrections: [{ recordId, content: { text: 'I live in Berlin.' }, reason: 'I have moved.' }],
  });
  const path = { requestId: request.requestId, number: '1' };
  const decided = bodyOf(
    await staffOf(stage).post('/v1/requests/{requestId}/corrections/{number}', {
      ...{ path, body: { decision: 'accept' } },
    }),
  );
  // The state of a conversation in LangGraph is not corrected: the request says so.
  ends(report, decided, 'partially-completed');
  const { content } = bodyOf(await person.get('/v1/me/records/{recordId}', { path: { recordId } }));
  const wanted = JSON.stringify({ text: 'I live in Berlin.' });
  report.check('the corrected record', JSON.stringify(content), wanted);
}

async function complain(stage: ApiAccess, report: Report): Promise<void> {
  const reason = 'You wrote to me on a Sunday.';
  const { request } = await ask(stage, { kind: 'complaint', reason });
  const reasons = 'You are right. We write on weekdays from now on.';
  const answered = await answer(stage, request.requestId, { outcome: 'upheld', reasons });
  ends(report, answered, 'completed');
}

/** A program has decided about the person; a human looks at it, and changes it. */
async function contestDecision(stage: ApiAccess, report: Report): Promise<void> {
  const { automatedDecisionId } = bodyOf(
    await assistant(stage).post('/v1/automated-decisions', {
      body: {
        ...{ subject, system: 'upload-limits', at: new Date().toISOString() },
        outcome: { value: 'Uploads are limited' },
        mainFactors: ['300 uploads within one hour'],
        logic: 'Counts the uploads of the last 24 hours.',
      },
    }),
  );
  const reason = 'It was a backup.';
  const { request } = await ask(stage, { kind: 'human-review', automatedDecisionId, reason });
  const reasons = 'The limit is gone: a backup is no abuse.';
  const answered = await answer(stage, request.requestId, { outcome: 'changed', reasons });
  ends(report, answered, 'completed');
}

/** A request is refused; another member of staff than the one who refused it decides on the appeal. */
async function appeal(stage: ApiAccess, report: Report): Promise<void> {
  const complaint = { kind: 'complaint', reason: 'You wrote to me again.' } as const;
  const { requestId } = (await ask(stage, complaint)).request;
  const path = { requestId };
  const body = { ground: 'manifestly-unfounded' } as const;
  ends(
    report,
    bodyOf(await staffOf(stage).post('/v1/requests/{requestId}/deny', { path, body })),
    'denied',
  );
  const { request } = bodyOf(
    await clientOf(stage, email).post('/v1/me/requests/{requestId}/appeal', {
      ...{ path, body: { reason: 'I have the letter here.' } },
    }),
  );
  const given = {
    outcome: 'rejected',
    reasons: 'The letter is older than your objection.',
  } as const;
  const own = await staffOf(stage).post('/v1/requests/{requestId}/answer', {
    ...{ path: { requestId: request.requestId }, body: given },
  });
  report.check('who refused it does not answer the appeal', own.status, 409);
  ends(report, await answer(stage, request.requestId, given, 'deputy'), 'denied');
}
