import { ProblemError } from './errors.ts';
import type { SuccessOutcome, ProblemOutcome } from './outcome.ts';

interface Page {
  readonly items: readonly unknown[];
  readonly nextCursor?: string;
}

/**
 * The pages of a list, one outcome after another: `pages((cursor) => client.get('/v1/me/records',
 * { query: { cursor } }))`. It ends with the last page, or with the first problem.
 *
 * @param read reads the page that begins at `cursor`; the first when undefined
 */
export async function* pages<PageOutcome extends SuccessOutcome<number, Page> | ProblemOutcome>(
  read: (cursor: string | undefined) => Promise<PageOutcome>,
): AsyncGenerator<PageOutcome, void, undefined> {
  let cursor: string | undefined;
  do {
    const outcome = await read(cursor);
    yield outcome;
    cursor = outcome.kind === 'answer' ? outcome.body.nextCursor : undefined;
  } while (cursor !== undefined);
}

type BodyOf<One> = One extends { readonly kind: 'answer'; readonly body: infer Body }
  ? Body
  : never;

/**
 * The body of an answer, for a program that has nothing to say to a problem.
 *
 * @throws ProblemError
 */
export function bodyOf<One extends SuccessOutcome | ProblemOutcome>(outcome: One): BodyOf<One> {
  if (outcome.kind === 'problem') throw new ProblemError(outcome);
  return outcome.body as BodyOf<One>;
}
