import { UnexpectedAnswerError } from './errors.ts';
import { problemSlugs } from './facts.ts';
import type { SuccessOutcome, Problem, ProblemOutcome } from './outcome.ts';
import type { Got } from './transport.ts';

const prefix = 'urn:custos:problem:';

/**
 * @throws UnexpectedAnswerError when it is neither JSON of a success nor a problem that the contract
 * knows
 */
export function outcomeOf(operation: string, got: Got): SuccessOutcome | ProblemOutcome {
  const { status, headers, text } = got;
  const value = parse(operation, got);
  if ((status >= 200 && status < 300) || status === 302 || status === 303 || status === 304) {
    if (text !== '' && typeof value !== 'object')
      throw new UnexpectedAnswerError(operation, status);
    return { kind: 'answer', status, headers, body: value };
  }
  if (!isProblem(value)) throw new UnexpectedAnswerError(operation, status);
  return {
    kind: 'problem',
    slug: value.type.slice(prefix.length),
    status: value.status,
    problem: value,
    headers,
    // `type` decides the rest: the contract has one status and one shape for each.
  } as ProblemOutcome;
}

function parse(operation: string, { status, text }: Got): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UnexpectedAnswerError(operation, status, { cause });
  }
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  typeof value.type === 'string' &&
  value.type.startsWith(prefix) &&
  problemSlugs.has(value.type.slice(prefix.length));
