import { useLanguage } from '../language.ts';

interface Percent {
  (value: number): string;
  readonly range: (interval: readonly number[]) => readonly [low: string, high: string];
}

/** Shares from 0 to 1 as percentages, as the language writes them. */
export function usePercent(): Percent {
  const { locale } = useLanguage();
  const shown = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const percent = (value: number) => shown.format(value);
  const range = ([low = 0, high = 0]: readonly number[]) => [percent(low), percent(high)] as const;
  return Object.assign(percent, { range });
}
