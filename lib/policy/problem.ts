/** One thing that is wrong with a policy, in words for its editor. */
export interface PolicyProblem {
  /** As it can be opened from where the program was started: `policy/policy.yaml`. */
  readonly file: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  /** `purposes.improvement.categories[2]`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

/** Steps from the root of a document to a value. */
export type Path = readonly (string | number)[];

/** A rule's complaint, before the line of its path is known. */
export interface Finding {
  readonly path: Path;
  /** Whether the key itself is wrong, or its value. `value` when absent. */
  readonly at?: 'key' | 'value';
  readonly message: string;
  readonly remedy: string;
}

export const showPath = (path: Path): string =>
  path.reduce<string>(
    (shown, step) =>
      typeof step === 'number' ? `${shown}[${step}]` : shown === '' ? step : `${shown}.${step}`,
    '',
  );

export const showProblem = (problem: PolicyProblem): string =>
  shown([...statement(problem), problem.remedy]);

/** A remedy that several in a row have comes once, after the last of them. */
export const showProblems = (problems: readonly PolicyProblem[]): string[] =>
  problems.map((problem, place) =>
    problem.remedy === problems[place + 1]?.remedy
      ? shown(statement(problem))
      : showProblem(problem),
  );

const statement = ({ file, line, column, path, message }: PolicyProblem): string[] => [
  `${file}:${line}:${column}${path === '' ? '' : ` ${path}`}`,
  message,
];

/** What another person wrote may hold sequences that steer a terminal. */
const shown = (lines: readonly string[]): string =>
  lines.map((each) => each.replaceAll(/\p{Cc}/gu, '?')).join('\n    ');

/** A broken policy: stops synth and start. The message lists every problem with file and line. */
export class PolicyInvalidError extends Error {
  override readonly name = 'PolicyInvalidError';
  readonly problems: readonly PolicyProblem[];

  constructor(problems: readonly PolicyProblem[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super([`The policy has ${count}.`, ...showProblems(problems)].join('\n'));
    this.problems = problems;
  }
}
