import { requestAssurances } from '../../policy/vocabulary.ts';
import { durationSeconds } from '../../value/duration.ts';
import type { Policy } from '../../policy/schema.ts';
import { answeredKinds, exportedKinds } from '../../request/model/kinds.ts';
import { pairs, pointer } from '../../policy/leaves.ts';
import { sentences } from './change.ts';
import type { Rule } from './change.ts';
import { by, detail, fieldChanges, reportsIn } from './fields.ts';
import type { Fields } from './fields.ts';

const { value, period } = reportsIn('Requests');

/** What a request has to pass, staff before they act on a person, and appeals against a refusal. */
export const requestChanges: Rule = (from, to) => {
  const gate = (request: keyof Policy['requests']) => ({
    name: request,
    at: [pointer('requests', request)],
    facts: { request },
  });
  return [
    ...exportedKinds.flatMap((request) =>
      fieldChanges(exportGate, gate(request), from.requests[request], to.requests[request]),
    ),
    ...answeredKinds.flatMap((request) =>
      fieldChanges(answeredGate, gate(request), from.requests[request], to.requests[request]),
    ),
    ...fieldChanges(erasureGate, gate('erasure'), from.requests.erasure, to.requests.erasure),
    ...fieldChanges(
      publicRequests,
      { name: 'requests without an account', at: [pointer('publicRequests')], facts: {} },
      from.publicRequests,
      to.publicRequests,
    ),
    ...fieldChanges(
      staff,
      { name: 'staff', at: [pointer('staff')], facts: {} },
      from.staff,
      to.staff,
    ),
    ...pairs(from.jurisdictions.remedies, to.jurisdictions.remedies).common.flatMap(
      ([jurisdiction, before, after]) => {
        const at = [pointer('jurisdictions', 'remedies', jurisdiction)];
        const entry = { name: jurisdiction, at, facts: { jurisdiction } };
        return fieldChanges(remedies, entry, before, after);
      },
    ),
  ];
};

const people = ['no member', 'one member', 'two members'];

const gateOfAll: Fields<Pick<Policy['requests']['erasure'], 'approvals' | 'assurance'>> = {
  approvals: value(
    'approvals-changed',
    (request, was, is) =>
      `Requests for ${request} wait for the approval of ${people[is]} of staff instead of ${people[was]}.`,
    (was, is) => is < was && 'weaker-gate',
  ),
  assurance: value(
    'assurance-changed',
    (request, was, is) => `Requests for ${request} need the assurance ${is} instead of ${was}.`,
    (was, is) => requestAssurances.indexOf(is) < requestAssurances.indexOf(was) && 'weaker-gate',
  ),
};

const anyGate: Fields<Omit<Policy['requests']['erasure'], 'peoplePerHour'>> = {
  ...gateOfAll,
  recentAuthentication: period(
    'recent-authentication-changed',
    (request, was, is) => `For ${request} a person may have signed in ${is} ago instead of ${was}.`,
    'weaker-gate',
  ),
};

const answeredGate: Fields<Policy['requests']['appeal']> = {
  ...gateOfAll,
  recentAuthentication: value(
    'recent-authentication-changed',
    (request, was, is) =>
      `For ${request} a person may have signed in ${ago(is)} instead of ${ago(was)}.`,
    (was, is) => isLater(was, is) && 'weaker-gate',
  ),
  target: period(
    'request-target-changed',
    (request, was, is) =>
      `Where no law has a clock for ${request}, it is answered within ${is} instead of ${was}.`,
    'fewer-rights',
  ),
};

const ago = (duration: string | undefined): string =>
  duration === undefined ? 'at any time' : `${duration} ago`;

const isLater = (was: string | undefined, is: string | undefined): boolean =>
  was !== undefined && (is === undefined || durationSeconds(is) > durationSeconds(was));

const erasureGate: Fields<Policy['requests']['erasure']> = {
  ...anyGate,
  peoplePerHour: value(
    'people-per-hour-changed',
    (_, was, is) =>
      `Erasures are paused once more than ${is} people instead of ${was} lose keys in an hour.`,
    (was, is) => is > was && 'fewer-safeguards',
  ),
};

const exportGate: Fields<Policy['requests']['access']> = {
  ...anyGate,
  exportRetention: reportsIn('Retention').period(
    'export-retention-changed',
    (request, was, is) =>
      sentences(
        `A finished ${request} export can be downloaded for ${is} instead of ${was};`,
        'those that are finished keep their end.',
      ),
    'longer-retention',
  ),
};

const publicRequests: Fields<Policy['publicRequests']> = {
  callsPerHour: by(
    ({ perClient, inAll }) => `${perClient} of one client and ${inAll} in all`,
    value(
      'public-calls-changed',
      (_, was, is) => `In an hour ${is} instead of ${was} may ask without an account.`,
    ),
  ),
  proxies: by(
    (proxies) => (proxies.length === 0 ? 'no one' : proxies.join(', ')),
    value(
      'proxies-changed',
      (_, was, is) => `The client is taken from the X-Forwarded-For of ${is} instead of ${was}.`,
      () => 'fewer-safeguards',
    ),
  ),
};

const staff: Fields<Policy['staff']> = {
  recentAuthentication: period(
    'staff-authentication-changed',
    (_, was, is) =>
      `To do what affects a person, staff may have signed in ${is} ago instead of ${was}.`,
    'weaker-gate',
  ),
  secondApprover: by(
    ({ consentImport }) => consentImport,
    value(
      'second-approver-changed',
      (...[, , is]) =>
        is
          ? 'An imported consent counts only once another member of staff imports it, too.'
          : 'An imported consent counts without another member of staff.',
      (_, is) => !is && 'weaker-gate',
    ),
  ),
};

const remedies: Fields<NonNullable<Policy['jurisdictions']['remedies'][string]>> = {
  authority: detail,
  court: detail,
  appeal: by(
    (appeal) => appeal !== undefined,
    value(
      'appeal-changed',
      (jurisdiction, _, is) =>
        `Under ${jurisdiction} people can ${is ? '' : 'no longer '}appeal to us against a refusal.`,
      (_, is) => !is && 'fewer-rights',
    ),
  ),
};
