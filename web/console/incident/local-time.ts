/** The time of a field of a form, which has the zone of the browser. */
export const instantOf = (local: string): string => new Date(local).toISOString();

/** A time, as such a field has it. */
export function localOf(instant: string | undefined): string {
  if (instant === undefined) return '';
  const date = new Date(instant);
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

export const localNow = (): string => localOf(new Date().toISOString());
