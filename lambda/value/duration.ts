const date = String.raw`(?:(?<year>\d+)Y)?(?:(?<month>\d+)M)?(?:(?<week>\d+)W)?(?:(?<day>\d+)D)?`;
const time = String.raw`(?:(?<hour>\d+)H)?(?:(?<minute>\d+)M)?(?:(?<second>\d+)S)?`;
const written = new RegExp(String.raw`^P(?=[\dT])${date}(?:T(?=\d)${time})?$`);

type Unit = 'year' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second';

/** Amounts of the units that are written, largest first; the units have their names in `Intl`. */
export type Duration = Readonly<Partial<Record<Unit, number>>>;

/** ISO 8601 in whole numbers, weeks beside other units included: P30D, P1Y6M, PT1H30M. */
export function parseDuration(iso: string): Duration | undefined {
  const groups: Partial<Record<string, string>> | undefined = written.exec(iso)?.groups;
  return (
    groups &&
    Object.fromEntries(
      Object.entries(groups).flatMap(([unit, amount]) =>
        amount === undefined ? [] : [[unit, Number(amount)]],
      ),
    )
  );
}

/** Of weeks, days, hours, minutes and seconds; what is not a duration lasts no time. */
export function durationSeconds(iso: string): number {
  const { week = 0, day = 0, hour = 0, minute = 0, second = 0 } = parseDuration(iso) ?? {};
  return (((week * 7 + day) * 24 + hour) * 60 + minute) * 60 + second;
}

/** Length in days, if it can be computed without a start date. */
export function approximateDays(iso: string): number {
  const { year = 0, month = 0, week = 0, day = 0, ...time } = parseDuration(iso) ?? {};
  const { hour = 0, minute = 0, second = 0 } = time;
  const seconds = (hour * 60 + minute) * 60 + second;
  return year * 365.25 + month * 30.4375 + week * 7 + day + seconds / 86_400;
}
