import { ProblemError } from '../../../client/index.ts';

/** What the API says about each field, in its own words: which one, and what it takes. */
export function WhatIsWrong({ error }: { readonly error: unknown }) {
  if (!(error instanceof ProblemError)) return null;
  const { problem } = error.outcome;
  const errors = 'errors' in problem ? (problem.errors ?? []) : [];
  if (errors.length === 0) return null;
  return (
    <ul lang="en" className="small">
      {errors.map(({ pointer, message }) => (
        <li key={`${pointer} ${message}`}>
          <code>{pointer}</code>: {message}
        </li>
      ))}
    </ul>
  );
}
