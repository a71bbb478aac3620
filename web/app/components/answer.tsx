import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useAppLanguage } from '../language.tsx';
import { Failure } from './failure.tsx';

/** What the API answered, or that it is awaited, or what went wrong. */
export function Answer<Body>(props: {
  readonly to: UseQueryResult<Body>;
  readonly children: (body: Body) => ReactNode;
}) {
  const { app } = useAppLanguage().words;
  const { data, error, refetch } = props.to;
  if (data !== undefined) return props.children(data);
  if (error !== null) return <Failure error={error} retry={() => void refetch()} />;
  return (
    <p role="status" className="quiet">
      {app.loading}
    </p>
  );
}
