import { useState } from 'react';
import { Link } from 'wouter';
import { Facts } from '../../app/components/facts.tsx';
import { useLanguage } from '../language.ts';
import { DueTag } from '../list/due-tag.tsx';
import { dueOf } from '../list/due.ts';
import { lawsOf } from '../queue/filters.ts';
import { shortId } from '../queue/short-id.ts';
import type { StaffRequest } from './use-request.ts';
import { wordOf } from '../../app/known.ts';

/** What it is, by when, under which law, and how it is known who asks: no identity. */
export function RequestFacts({ request }: { readonly request: StaffRequest }) {
  const { words, texts, format } = useLanguage();
  const { request: said, terms } = words;
  const [now] = useState(() => Date.now());
  const { agent, approvals, askedAgain, clock, restriction } = request;
  const laws = lawsOf(request).map((law) => texts.laws[law]?.name ?? law);
  return (
    <Facts
      of={[
        [said.status, wordOf(terms.status, request.status)],
        [said.waits, request.waitingFor && wordOf(terms.waiting, request.waitingFor)],
        [
          said.due,
          <span key="due">
            {format.day(request.dueAt)} <DueTag due={dueOf(request.dueAt, clock.state, now)} />
            {clock.extension !== undefined &&
              `, ${said.extended}: ${wordOf(terms.delay, clock.extension.ground)}`}
          </span>,
        ],
        [said.law, `${format.list(laws)}${request.advisory ? ` (${said.advisory})` : ''}`],
        [
          said.received,
          `${format.time(request.receivedAt)}${request.channel === undefined ? '' : `, ${wordOf(terms.channel, request.channel)}`}`,
        ],
        [said.proof, request.assurance && wordOf(terms.assurance, request.assurance)],
        [said.needs, request.needs && terms.assurance[request.needs.assurance]],
        [
          said.agent,
          agent && said.agentState(terms.mandate[agent.mandate], agent.confirmed, agent.checked),
        ],
        [said.askedAgain, askedAgain && terms.assurance[askedAgain.assurance]],
        [
          said.approvals,
          approvals &&
            said.approvalsOf(format.number(approvals.given), format.number(approvals.needed)),
        ],
        [said.about, linkTo(request.about)],
        [said.appeal, linkTo(request.appeal)],
        [said.carriesOut, linkTo(request.carriesOut)],
        [said.carriedOutAs, linkTo(request.carriedOutAs)],
        [
          said.refusal,
          request.refusal &&
            format.list(request.refusal.reasons.map((ground) => terms.ground[ground] ?? ground)),
        ],
        [
          said.restriction,
          restriction &&
            (restriction.inForce && restriction.liftsAt !== undefined
              ? said.restrictionUntil(format.day(restriction.liftsAt))
              : restriction.inForce
                ? said.inForce
                : said.notInForce),
        ],
        [said.unchanged, request.unchanged && wordOf(terms.unchanged, request.unchanged.reason)],
        [said.reference, <code key="id">{request.requestId}</code>],
      ]}
    />
  );
}

const linkTo = (requestId: string | undefined) =>
  requestId && <Link href={`/requests/${requestId}`}>{shortId(requestId)}</Link>;
