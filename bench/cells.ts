export const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

export const people = (size: number): string => `${shown(size)} people`;

/** Three digits are as many as the assumptions have. */
export const shown = (value: number): string =>
  Number(value.toPrecision(3)).toLocaleString('en-US', {
    maximumFractionDigits: value < 10 ? 1 : 0,
  });

export const percent = (value: number): string =>
  value < 0.001 ? 'below 0.1 %' : `${shown(value * 100)} %`;

export function bytes(value: number): string {
  const units = ['GB', 'TB', 'PB'];
  let [shownValue, unit] = [value / 1e9, 0];
  while (shownValue >= 1_000 && unit < units.length - 1) {
    shownValue /= 1_000;
    unit += 1;
  }
  return `${shown(shownValue)} ${units[unit] ?? ''}`;
}
