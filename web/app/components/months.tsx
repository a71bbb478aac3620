import { useAppLanguage } from '../language.tsx';

interface MonthsProps {
  /** What is counted. */
  readonly title: string;
  /** Months with something in them, oldest first: `2026-11`. */
  readonly months: readonly { readonly month: string; readonly count: number }[];
}

const shown = 12;

/**
 * A bar for each of the last twelve months. It is a table whose bars are drawn by `meter`: what is seen
 * is what a screen reader reads.
 */
export function Months({ title, months }: MonthsProps) {
  const { words, locale, format } = useAppLanguage();
  const all = lastMonths(months);
  const largest = Math.max(...all.map(({ count }) => count));
  const name = new Intl.DateTimeFormat(locale, {
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return (
    <table className="months">
      <caption>{words.app.months.caption(title)}</caption>
      <thead className="for-screen-readers">
        <tr>
          <th scope="col">{words.app.months.month}</th>
          <th scope="col">{words.app.months.entries}</th>
        </tr>
      </thead>
      <tbody>
        {all.map(({ month, count }) => (
          <tr key={month}>
            <th scope="row">{name.format(new Date(`${month}-01`))}</th>
            <td>
              <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect width={(100 * count) / largest} height="8" />
              </svg>
              <span>{format.number(count)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** From the first month with something in it, at most a year back, without gaps. */
function lastMonths(months: MonthsProps['months']): MonthsProps['months'] {
  const counts = new Map(months.map(({ month, count }) => [month, count]));
  const [last = new Date().toISOString().slice(0, 7)] = [...counts.keys()].sort().reverse();
  const [year = 0, month = 1] = last.split('-').map(Number);
  const back = Array.from({ length: shown }, (_, index) =>
    new Date(Date.UTC(year, month - 1 - index, 1)).toISOString().slice(0, 7),
  ).reverse();
  const first = back.findIndex((one) => counts.has(one));
  return back.slice(first).map((one) => ({ month: one, count: counts.get(one) ?? 0 }));
}
