/** Numbers, dates and periods as the language writes them. */
export interface Format {
  readonly number: (value: number) => string;
  /** A day, from a date or an instant: 24 November 2026. */
  readonly day: (iso: string) => string;
  /** A day in a list: 24 Nov 2026. */
  readonly shortDay: (iso: string) => string;
  /** A day and the time of it, in the time zone of the browser. */
  readonly time: (iso: string) => string;
  /** An ISO 8601 period in words: P30D is "30 days". */
  readonly period: (period: string) => string;
  readonly bytes: (bytes: number) => string;
  readonly list: (items: readonly string[]) => string;
  readonly country: (code: string) => string;
}

const dateUnits = { Y: 'year', M: 'month', W: 'week', D: 'day' } as const;
const timeUnits = { H: 'hour', M: 'minute', S: 'second' } as const;
const sizes = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

export function formatOf(locale: string): Format {
  const number = new Intl.NumberFormat(locale);
  const unit = (value: number, name: string, digits = 0) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'long',
      maximumFractionDigits: digits,
    }).format(value);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  // A date without a time is a day of its own, in no time zone.
  const dateOnly = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const shortDay = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const countries = new Intl.DisplayNames([locale], { type: 'region' });

  function period(iso: string): string {
    const [dates = '', times = ''] = iso.replace(/^P/, '').split('T');
    const parts = [
      ...partsOf(dates, dateUnits).map(([value, name]) => unit(value, name)),
      ...partsOf(times, timeUnits).map(([value, name]) => unit(value, name)),
    ];
    return parts.length === 0 ? iso : list.format(parts);
  }

  function bytes(count: number): string {
    const power = Math.min(sizes.length - 1, Math.floor(Math.log10(Math.max(count, 1)) / 3));
    return unit(count / 1_000 ** power, sizes[power] ?? 'byte', power === 0 ? 0 : 1);
  }

  return {
    number: (value) => number.format(value),
    day: (iso) => (iso.includes('T') ? day : dateOnly).format(new Date(iso)),
    shortDay: (iso) => shortDay.format(new Date(iso)),
    time: (iso) => time.format(new Date(iso)),
    period,
    bytes,
    list: (items) => list.format(items),
    country: (code) => {
      try {
        return countries.of(code.split('-')[0] ?? code) ?? code;
      } catch {
        return code;
      }
    },
  };
}

const partsOf = (text: string, units: Readonly<Record<string, string>>) =>
  [...text.matchAll(/(\d+)([A-Z])/g)].flatMap(([, value, letter = '']) => {
    const name = units[letter];
    return name === undefined ? [] : [[Number(value), name] as const];
  });
