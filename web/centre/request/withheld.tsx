import { useLanguage } from '../language.ts';
import type { Request } from './access.ts';
import { useCategoryTitle } from './systems.tsx';

/** What an erasure kept: how much, on which ground, until when. */
export function Withheld({ of: { tasks } }: { readonly of: Request }) {
  const { words, format } = useLanguage();
  const titleOf = useCategoryTitle();
  const { report } = words.requests;
  const items = tasks.flatMap(({ system, withheld = [] }) =>
    withheld.map((item) => ({ ...item, system })),
  );
  if (items.length === 0) return null;
  return (
    <section>
      <h2 id="withheld">{report.withheld}</h2>
      <div className="scrolls" tabIndex={0} role="region" aria-labelledby="withheld">
        <table>
          <thead>
            <tr>
              {report.withheldHeads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map(({ system, category, count, ground, reference, until }) => (
              <tr key={`${system} ${category} ${ground} ${reference}`}>
                <td>{titleOf(category)}</td>
                <td>{format.number(count)}</td>
                <td>
                  {groundText(words.requestLists.grounds, ground)}{' '}
                  <span className="quiet small">{reference}</span>
                </td>
                <td>{until === undefined ? report.withheldOpen : format.day(until)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** A ground that this version of the pages does not know is shown by its code. */
export const groundText = (grounds: Readonly<Record<string, string>>, ground: string): string =>
  grounds[ground] ?? ground;
