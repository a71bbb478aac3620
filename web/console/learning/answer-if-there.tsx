import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { troubleOf } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';

/** What the API answered, or why there is nothing yet, which is no failure. */
export function AnswerIfThere<Body>(props: {
  readonly to: UseQueryResult<Body>;
  readonly none: string;
  readonly children: (body: Body) => ReactNode;
}) {
  const { to, none, children } = props;
  const trouble = to.error === null ? undefined : troubleOf(to.error);
  if (trouble?.kind === 'refused' && trouble.slug === 'not-found') {
    return <p role="status">{none}</p>;
  }
  return <Answer to={to}>{children}</Answer>;
}
