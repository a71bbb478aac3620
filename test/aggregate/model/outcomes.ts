import type { Uniform } from '../../../lambda/aggregate/model/uniform.ts';

/** The path of a sampler ends where the probability of going on is below what is looked at. */
class OpenError extends Error {
  override readonly name = 'OpenError';
}

/** One for all paths: a stack trace for each would take most of the time. */
const leftOpen = new OpenError();

/**
 * Runs a sampler with every sequence of draws, until a path is less probable than `least`.
 *
 * @returns the probability with which each outcome was found, and that of the paths left open
 */
export function outcomesOf<T>(
  sampler: (uniform: Uniform) => T,
  least: number,
): { readonly found: ReadonlyMap<T, number>; readonly open: number } {
  const found = new Map<T, number>();
  let open = 0;
  /** The draws of the path, each with how many outcomes it has. */
  const path: { drawn: bigint; below: bigint }[] = [];
  do {
    let [depth, probability] = [0, 1];
    const uniform: Uniform = (below) => {
      if (below > 1n && probability / Number(below) < least) throw leftOpen;
      const step = path[depth] ?? { drawn: 0n, below };
      path[depth++] = step;
      probability /= Number(below);
      return step.drawn;
    };
    try {
      const outcome = sampler(uniform);
      found.set(outcome, (found.get(outcome) ?? 0) + probability);
    } catch (error) {
      if (error !== leftOpen) throw error;
      open += probability;
    }
    while (path.length > 0) {
      const last = path.pop();
      if (last === undefined || last.drawn + 1n === last.below) continue;
      path.push({ drawn: last.drawn + 1n, below: last.below });
      break;
    }
  } while (path.length > 0);
  return { found, open };
}
