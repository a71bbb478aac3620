/** The time of a field of a form, which has the zone of the browser. */
export const instantOf = (local: string): string => new Date(local).toISOString();

/** Now, as such a field has it. */
export function localNow(): string {
  const now = new Date();
  const shifted = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
