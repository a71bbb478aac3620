import type { ProblemOutcome, ProblemSlug } from '../../client/index.ts';
import { printable } from '../printable.ts';

/** Where the API cannot know what the reader of a terminal does next. */
const remedies: Partial<Readonly<Record<ProblemSlug, string>>> = {
  unauthenticated: 'the token in CUSTOS_TOKEN is not valid (any more): get a new one',
  'recent-authentication-required':
    'this affects a person, so the sign-in must be recent: sign in again, and put the new token in CUSTOS_TOKEN',
  'second-factor-required': 'sign in with a second factor, and put the new token in CUSTOS_TOKEN',
  'scope-missing': 'the token in CUSTOS_TOKEN lacks the scope custos/requests: sign in with it',
  'not-found': 'there is no request of this id: custos requests list has those that wait',
  'too-many-requests': 'the API is busy: try again in a minute',
  'temporarily-unavailable': 'the API is busy: try again in a minute',
};

/** One problem of the API in a line, with what helps; `place` names where the input is wrong. */
export function remedyOf(
  { slug, problem }: ProblemOutcome,
  place: (pointer: string) => string,
): string {
  const known = remedies[slug];
  // A detail of what was not found says more than that the id is unknown.
  if (known !== undefined && !(slug === 'not-found' && problem.detail !== undefined)) return known;
  const errors = 'errors' in problem ? (problem.errors ?? []) : [];
  const places = errors.map(({ pointer, message }) => `${place(pointer)}: ${message}`);
  const open = 'openRequestId' in problem ? [`custos requests show ${problem.openRequestId}`] : [];
  const detail = problem.detail === undefined ? [] : [problem.detail];
  const parts = [problem.title, ...detail, ...places, ...open];
  return printable(parts.join('. ').replaceAll('.. ', '. '));
}

/** `/ground` and `/query/kind` are options of the command; what is deeper is in a file. */
export const optionOf = (pointer: string): string => {
  const [, name] = /^\/(?:query\/)?([a-z]+)$/.exec(pointer) ?? [];
  return name === undefined ? pointer : `--${name}`;
};
