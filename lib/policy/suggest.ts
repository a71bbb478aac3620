/** `Did you mean ...?` for a slip of the fingers, else what there is to choose from. */
export function suggest(written: string, choices: readonly string[]): string {
  const [nearest] = choices
    .map((choice) => ({ choice, distance: distance(written, choice) }))
    .filter((near) => near.distance <= Math.max(2, Math.floor(written.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  if (nearest !== undefined) return `Did you mean \`${nearest.choice}\`?`;
  if (choices.length === 0) return 'There is none yet: declare it first.';
  const shown = choices.slice(0, 12).map((choice) => `\`${choice}\``);
  return `Choose one of ${shown.join(', ')}${choices.length > shown.length ? ' ...' : ''}.`;
}

/** Levenshtein distance, for ids: a few dozen characters. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 0; row < Math.min(a.length, 80); row += 1) {
    const current = [row + 1];
    for (let column = 0; column < b.length; column += 1) {
      const substituted = (previous[column] ?? 0) + (a[row] === b[column] ? 0 : 1);
      const inserted = (current[column] ?? 0) + 1;
      const removed = (previous[column + 1] ?? 0) + 1;
      current.push(Math.min(substituted, inserted, removed));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
