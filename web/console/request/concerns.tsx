import { useLanguage } from '../language.ts';
import type { StaffRequest } from './use-request.ts';

/** Counts by category before anything is done, with bars for who compares. */
export function Concerns({ request }: { readonly request: StaffRequest }) {
  const { words, texts, format } = useLanguage();
  const { concerns: said } = words.request;
  const { concerns = [], kind } = request;
  const isErasure = kind === 'erasure';
  const largest = Math.max(1, ...concerns.map(({ count }) => count));
  if (concerns.length === 0) return <p>{said.none}</p>;
  return (
    <table>
      <caption>{isErasure ? said.erasure : said.title}</caption>
      <thead>
        <tr>
          <th scope="col">{said.category}</th>
          <th scope="col">{said.count}</th>
          {isErasure && <th scope="col">{said.exempt}</th>}
        </tr>
      </thead>
      <tbody>
        {concerns.map(({ category, count, exempt = [] }) => (
          <tr key={category}>
            <th scope="row">{texts.categories[category]?.title ?? category}</th>
            <td className="bar">
              <span>{format.number(count)}</span>
              <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect width={(100 * count) / largest} height="8" />
              </svg>
            </td>
            {isErasure && (
              <td>
                {exempt.length === 0
                  ? said.goes
                  : exempt.map(({ ground, reference }) => (
                      <span key={`${ground} ${reference}`} className="block">
                        {words.terms.ground[ground] ?? ground}
                        <span className="quiet small block">{reference}</span>
                      </span>
                    ))}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
