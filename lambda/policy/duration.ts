/** Seconds of a duration of hours, minutes and seconds, as the policy writes it: `PT1H30M`. */
export function durationSeconds(iso: string): number {
  const [, hours = 0, minutes = 0, seconds = 0] =
    /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(iso) ?? [];
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}
