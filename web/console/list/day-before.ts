const day = 86_400_000;

/** The day of UTC that was so many days ago: `2026-11-24`. */
export const dayBefore = (days: number): string =>
  new Date(Date.now() - days * day).toISOString().slice(0, 10);
