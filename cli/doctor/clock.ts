import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { ask, unanswered } from './ask.ts';
import type { Check, DoctorContext } from './check.ts';
import { attention, failed, ok, unknown } from './outcome.ts';

/** AWS refuses requests that were signed more than five minutes away from its own clock. */
const refusedSeconds = 300;

export const clock: Check = {
  name: 'clock',
  actions: ['sts:GetCallerIdentity'],
  run: async (context) => {
    const { answer, date } = await askForDate(context);
    if (date === undefined) {
      return answer.kind === 'answered'
        ? [
            unknown(
              'AWS did not say what time it is.',
              'Compare the clock of this machine yourself.',
            ),
          ]
        : [unanswered('The clock of AWS', answer)];
    }
    const skew = Math.round((context.now() - date) / 1000);
    const words = `The clock of this machine is ${Math.abs(skew)} s ${skew < 0 ? 'behind' : 'ahead of'} AWS.`;
    const remedy = 'Synchronise it (NTP): tokens, signatures and due dates depend on the time.';
    if (Math.abs(skew) > refusedSeconds) return [failed(words, remedy)];
    return Math.abs(skew) > context.stage.clockSkewSeconds
      ? [attention(words, remedy)]
      : [ok(words)];
  },
};

async function askForDate({ client }: DoctorContext) {
  let date: number | undefined;
  const sts = new STSClient(client);
  sts.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const header = dateHeader(result.response);
      if (header !== undefined) date = Date.parse(header);
      return result;
    },
    { step: 'deserialize', priority: 'low' },
  );
  const answer = await ask('sts:GetCallerIdentity', () =>
    sts.send(new GetCallerIdentityCommand({})),
  );
  return { answer, date: Number.isNaN(date) ? undefined : date };
}

function dateHeader(response: unknown): string | undefined {
  if (typeof response !== 'object' || response === null || !('headers' in response))
    return undefined;
  const { headers } = response;
  return typeof headers === 'object' && headers !== null && 'date' in headers
    ? String(headers.date)
    : undefined;
}
