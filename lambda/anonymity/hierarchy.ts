import * as z from 'zod';
import type { Scalar } from './groups.ts';

/** The value of every column in its last level: it says nothing. */
export const anything = '*';

const text = z.string().min(1).max(200);
const positive = z.number().positive();
const isAscending = (numbers: readonly number[]): boolean =>
  numbers.every((each, index) => index === 0 || each > (numbers[index - 1] ?? 0));

/** How the values of one column become less exact, level by level. After the last one comes `*`. */
export const hierarchySchema = z.union([
  z.strictObject({
    ranges: z
      .array(positive)
      .min(1)
      .max(10)
      .refine(
        (widths) =>
          widths.every((width, index) => index === 0 || width % (widths[index - 1] ?? 1) === 0),
        { error: 'each width must be a multiple of the one before' },
      )
      .refine(isAscending, { error: 'each width must be larger than the one before' }),
  }),
  z.strictObject({
    prefixes: z
      .array(z.int().min(1).max(100))
      .min(1)
      .max(10)
      .refine((lengths) => isAscending(lengths.toReversed()), {
        error: 'each prefix must be shorter than the one before',
      }),
  }),
  z.strictObject({
    dates: z
      .array(z.enum(['month', 'year', 'decade']))
      .min(1)
      .refine((parts) => isAscending(parts.map((part) => dateParts.indexOf(part) + 1)), {
        error: 'write them in the order month, year, decade',
      }),
  }),
  z.strictObject({
    groups: z
      .array(z.record(text, z.array(text).min(1)))
      .min(1)
      .max(10),
  }),
]);
export type HierarchySettings = z.output<typeof hierarchySchema>;

export const hierarchiesSchema = z.record(text, hierarchySchema);

const dateParts = ['month', 'year', 'decade'] as const;

/** One function for each level, from the exact value to `*`. Each level follows from the exact value. */
export type Hierarchy = readonly ((value: Scalar) => Scalar)[];

/** A column without a hierarchy has two levels: exact, and `*`. */
export function hierarchyOf(settings: HierarchySettings | undefined): Hierarchy {
  return [(value) => value, ...levelsOf(settings), () => anything];
}

function levelsOf(settings: HierarchySettings | undefined): Hierarchy {
  if (settings === undefined) return [];
  if ('ranges' in settings) return settings.ranges.map(rangeOf);
  if ('prefixes' in settings) return settings.prefixes.map(prefixOf);
  if ('dates' in settings) return settings.dates.map(dateOf);
  const maps = settings.groups.map(
    (groups) =>
      new Map(
        Object.entries(groups).flatMap(([name, values]) => values.map((value) => [value, name])),
      ),
  );
  return maps.map((_, level) => (value) => {
    let found = value === null ? undefined : String(value);
    for (const map of maps.slice(0, level + 1))
      found = found === undefined ? found : map.get(found);
    return found ?? anything;
  });
}

/** `[30,35)`: from 30, below 35. */
const rangeOf =
  (width: number) =>
  (value: Scalar): Scalar => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) return anything;
    const low = Math.floor(number / width) * width;
    return `[${low},${low + width})`;
  };

/** `101**`: how long the value is stays visible. */
const prefixOf =
  (length: number) =>
  (value: Scalar): Scalar => {
    if (value === null) return anything;
    const characters = Array.from(String(value));
    const rest = characters.length - length;
    return rest > 0 ? characters.slice(0, length).join('') + anything.repeat(rest) : value;
  };

/** Of a date as ISO 8601 writes it. */
const dateOf =
  (part: (typeof dateParts)[number]) =>
  (value: Scalar): Scalar => {
    const [, year, month] = /^(\d{4})-(\d{2})/.exec(String(value)) ?? [];
    if (year === undefined || month === undefined) return anything;
    switch (part) {
      case 'month':
        return `${year}-${month}`;
      case 'year':
        return year;
      case 'decade':
        return `${year.slice(0, 3)}0s`;
    }
  };
