import type { UseQueryResult } from '@tanstack/react-query';
import { Answer } from '../../app/components/answer.tsx';
import { Button } from '../../app/components/button.tsx';
import { Facts } from '../../app/components/facts.tsx';
import { Message } from '../../app/components/message.tsx';
import { useLanguage } from '../language.ts';
import { useScopes } from '../use-scopes.ts';
import { wordOf } from '../../app/known.ts';
import type { StaffRequest } from './use-request.ts';

/** Who asks, once staff say that they need to know it: before, they read that the look is recorded. */
export function Person(props: {
  readonly person: UseQueryResult<StaffRequest>;
  readonly isShown: boolean;
  readonly show: () => void;
}) {
  const { person: said } = useLanguage().words.request;
  const allows = useScopes();
  return (
    <section aria-labelledby="person">
      <h2 id="person">{said.title}</h2>
      {!allows('custos/requests.identity') ? (
        <p>{said.missing}</p>
      ) : props.isShown ? (
        <Answer to={props.person}>{(request) => <Shown request={request} />}</Answer>
      ) : (
        <>
          <p>{said.announce}</p>
          <Button onPress={props.show}>{said.show}</Button>
        </>
      )}
    </section>
  );
}

function Shown({ request }: { readonly request: StaffRequest }) {
  const { words, format } = useLanguage();
  const { person: said } = words.request;
  const { identifiers } = words.holds;
  const { subject, reason, askedBy } = request;
  if (subject === undefined) return <p>{said.missing}</p>;
  return (
    <>
      <Message tone="warning">{said.recorded}</Message>
      {subject.identities.length === 0 && <p>{said.none}</p>}
      <Facts
        of={[
          ...subject.identities.map(
            ({ type, value }) =>
              [wordOf(identifiers, type), <span key={value}>{value}</span>] as const,
          ),
          [said.residence, subject.residence && format.country(subject.residence)],
          [said.askedBy, askedBy && `${askedBy.name}, ${askedBy.contact}`],
          [said.reason, reason && <span className="as-written">{reason}</span>],
        ]}
      />
    </>
  );
}
