import { inLocale } from '../mail-text/in-locale.ts';
import { rendered } from '../mail-text/render.ts';
import { valuesFor } from '../mail-text/values.ts';
import type { Answer, RequestOf } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { Problem } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import { delayCodes } from '../policy/law.ts';
import { addPeriod } from '../policy/periods.ts';
import type { Policy } from '../policy/schema.ts';
import { isExported } from '../request/model/kinds.ts';
import { refusalGrounds } from '../request/model/refusals.ts';
import { liftsAt } from '../request/model/restriction.ts';
import type { RequestRow } from '../request/row.ts';
import type { RequestPlatform } from '../request/start.ts';
import type { Requests } from '../request/store.ts';
import { toEpochSeconds, toRfc3339 } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { extend, pause, resume } from './delays.ts';
import type { Delay } from './delays.ts';
import { requestNamed } from './read.ts';
import type { staffRoutes } from './routes.ts';

type Call = RequestOf<(typeof staffRoutes)['previewMail']>;
type Considered = Call['query'];

/** In the place of what opens the request: a secret of the person. */
const hiddenToken = '…';

/** GET /v1/requests/{requestId}/mail-preview: the texts of the policy, with what would be decided. */
export const previewHandler =
  ({ policy, clock }: Pick<RequestPlatform, 'policy' | 'clock'>, requests: Requests) =>
  async ({ path, query }: Pick<Call, 'path' | 'query'>): Promise<Answer | Problem> => {
    const row = await requestNamed(requests, path);
    if (row === undefined) return problem('not-found');
    const { template } = query;
    const { source, locale } = inLocale(policy, template, row.locale);
    const after = asDecided(policy, row, query, clock());
    const values = valuesFor(template, { policy, row: after, locale, followUpToken: hiddenToken });
    const { subject, text } = rendered(source, values, locale);
    return answer(200, { template, locale, subject, text });
  };

/** The request as it would be. What the law does not allow leaves it as it is: the act itself is refused. */
function asDecided(
  policy: Policy,
  row: RequestRow,
  { template, ground, until, outcome }: Considered,
  now: EpochMilliseconds,
): RequestRow {
  const refusal = refusalGrounds.find((one) => one === ground);
  const delay = delayCodes.find((one) => one === ground);
  switch (template) {
    case 'refusal':
      return { ...row, status: 'denied', ...(refusal && { denial: { ground: refusal } }) };
    case 'extension':
      return delay === undefined
        ? row
        : delayed(row, extend(policy, row, { ground: delay, until }, now));
    case 'need-more':
      return delay === undefined ? row : delayed(row, pause(policy, row, delay, now));
    case 'resumed':
      return delayed(row, resume(policy, row, now));
    case 'outcome':
      return { ...row, status: 'completed' };
    case 'download-ready':
      return { ...row, status: 'completed', export: exported(policy, row, now) };
    case 'answer':
      return outcome === undefined ? row : { ...row, answer: { outcome, at: toRfc3339(now) } };
    case 'restriction-lifting':
      return { ...row, restriction: { ...row.restriction, liftsAt: toRfc3339(liftsAt(now)) } };
    case 'restriction-continues':
      return row;
  }
}

const delayed = (row: RequestRow, delay: Delay): RequestRow =>
  delay.kind === 'delayed' ? { ...row, ...delay.set } : row;

function exported(
  { requests, controller }: Policy,
  { kind }: RequestRow,
  now: EpochMilliseconds,
): RequestRow['export'] {
  if (!isExported(kind)) return undefined;
  const end = addPeriod(now, requests[kind].exportRetention, controller.timeZone);
  return { object: 'exports/preview', downloads: 0, expiresAt: toEpochSeconds(end) };
}
