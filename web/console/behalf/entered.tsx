import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { Message } from '../../app/components/message.tsx';
import { useLanguage } from '../language.ts';

/** What follows: most of what is entered waits until it is known who asks. */
export function Entered(props: {
  readonly request: Schemas['Request'];
  readonly again: () => void;
}) {
  const { request, again } = props;
  const { words, format } = useLanguage();
  const { behalf: said } = words;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const follow: Readonly<Partial<Record<string, string>>> = said.follow;
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>
        {said.done}
      </h2>
      <Message tone="good">
        <p>{said.due(format.day(request.dueAt))}</p>
      </Message>
      <h3>{said.follows}</h3>
      <p>{follow[request.status] ?? said.follow.other}</p>
      <div className="buttons">
        <Link href={`/requests/${request.requestId}`} className="button main">
          {said.toRequest}
        </Link>
        <Button onPress={again}>{said.another}</Button>
      </div>
    </>
  );
}
