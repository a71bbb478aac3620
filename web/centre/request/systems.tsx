import { wordOf } from '../../app/known.ts';
import { useLanguage } from '../language.ts';
import type { Request } from './access.ts';

/** Where a request is carried out, and how far each place is. */
export function Systems({ of: { tasks, notices = [] } }: { readonly of: Request }) {
  const { words, texts, format } = useLanguage();
  const { report } = words.requests;
  const { tasks: states, taskGrounds } = words.requestLists;
  const counted = useCounts();
  return (
    <>
      <section>
        <h2>{report.systems}</h2>
        <ul>
          {tasks.map(({ system, action, status, counts, ground, answerBy }) => (
            <li key={`${system} ${action}`}>
              <strong>
                {system === 'custos' ? report.custos : (texts.systems[system]?.title ?? system)}
              </strong>
              {`: ${wordOf(states, status)}. `}
              <span className="quiet">
                {ground !== undefined && `${wordOf(taskGrounds, ground)} `}
                {answerBy !== undefined && `${report.answerBy(format.day(answerBy))} `}
                {counted(counts)}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {notices.length > 0 && (
        <section>
          <h2>{report.recipients}</h2>
          <ul>
            {notices.map(({ recipient, action, status, ground, counts }) => (
              <li key={`${recipient} ${action}`}>
                <strong>{texts.recipients[recipient]?.name ?? recipient}</strong>
                {`: ${wordOf(states, status)}. `}
                <span className="quiet">
                  {ground !== undefined && `${wordOf(taskGrounds, ground)} `}
                  {counted(counts)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Numbers by category, in words. */
function useCounts() {
  const { words, format } = useLanguage();
  const titleOf = useCategoryTitle();
  const { systemCount, systemCounts } = words.requests.report;
  return (counts: Readonly<Record<string, number>> = {}): string | undefined => {
    const items = Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([category, count]) => systemCount(titleOf(category), format.number(count)));
    return items.length === 0 ? undefined : systemCounts(format.list(items));
  };
}

/** What people read as the name of a category, or of the evidence that has one of its own. */
export function useCategoryTitle() {
  const { words, texts } = useLanguage();
  return (category: string): string =>
    texts.categories[category]?.title ?? words.requestLists.evidence[category] ?? category;
}
