import { Link } from 'wouter';
import { ProblemError } from '../../../client/index.ts';
import { Failure } from '../../app/components/failure.tsx';
import { Facts } from '../../app/components/facts.tsx';
import { Message } from '../../app/components/message.tsx';
import { nameIn } from '../../app/locale.ts';
import { WhatIsWrong } from '../form/what-is-wrong.tsx';
import { useLanguage } from '../language.ts';
import { detailOf } from './entry.ts';
import type { Entry } from './entry.ts';

/** Everything that was entered, once more, before it is sent. */
export function Check({ entry }: { readonly entry: Entry }) {
  const { words, texts, format, locale } = useLanguage();
  const { behalf: said, holds, terms } = words;
  const { channel, kind, agent } = entry;
  const detail = kind && detailOf[kind];
  const titles = (ids: readonly string[], of: Readonly<Record<string, { title: string }>>) =>
    ids.length === 0 ? undefined : format.list(ids.map((id) => of[id]?.title ?? id));
  return (
    <>
      <Facts
        of={[
          [said.channel, channel && said.channels[channel]],
          [said.receivedOn, format.day(entry.receivedOn)],
          [said.person, entry.subject.value],
          [said.law, entry.law === '' ? said.anyLaw : (texts.laws[entry.law]?.name ?? entry.law)],
          [
            said.agent,
            entry.byAgent &&
              `${agent.name}, ${agent.contact}${agent.mandate ? `, ${terms.mandate[agent.mandate]}` : ''}`,
          ],
          [said.kind, kind && terms.kind[kind]],
          [said.categories, detail === 'categories' && titles(entry.categories, texts.categories)],
          [said.purposes, detail === 'purposes' && titles(entry.purposes, texts.purposes)],
          ...(detail === 'corrections'
            ? entry.corrections.map(
                ({ category = '', pointer, value }, index) =>
                  [
                    said.correction(format.number(index + 1)),
                    `${texts.categories[category]?.title ?? category} ${pointer}: ${value}`,
                  ] as const,
              )
            : []),
          [said.decision, detail === 'decision' && entry.automatedDecisionId],
          [said.about, detail === 'about' && entry.about],
          [
            said.reason,
            entry.reason !== '' && (
              <span key="reason" className="as-written">
                {entry.reason}
              </span>
            ),
          ],
          [said.language, nameIn(entry.locale, locale)],
          [holds.identifier, holds.identifiers[typeOf(entry)]],
        ]}
      />
      <p>{said.happens}</p>
    </>
  );
}

const typeOf = ({ subject: { type } }: Entry) =>
  type === 'phone' || type === 'user-id' || type === 'device-id' ? type : 'email';

/** What went wrong; where such a request is open, the way to it. */
export function NotEntered({ error }: { readonly error: unknown }) {
  const { behalf: said } = useLanguage().words;
  const problem = error instanceof ProblemError ? error.outcome.problem : undefined;
  if (problem !== undefined && 'openRequestId' in problem) {
    return (
      <div role="alert">
        <Message tone="warning">
          <p>{said.sameAsKnown}</p>
          <p>
            <Link href={`/requests/${problem.openRequestId}`}>{said.openKnown}</Link>
          </p>
        </Message>
      </div>
    );
  }
  return (
    <>
      <Failure error={error} isWritten />
      <WhatIsWrong error={error} />
    </>
  );
}
