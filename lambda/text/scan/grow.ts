/** The offset from which on all characters before `at` are of a set, but not before `least`. */
export function growLeft(text: string, at: number, least: number, set: RegExp): number {
  let start = at;
  while (start > least) {
    const previous = text.charCodeAt(start - 1);
    // The second half of a character outside the basic plane.
    const size = previous >= 0xdc00 && previous <= 0xdfff && start - 2 >= least ? 2 : 1;
    if (!set.test(text.slice(start - size, start))) return start;
    start -= size;
  }
  return start;
}
