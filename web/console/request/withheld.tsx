import { useLanguage } from '../language.ts';
import { PlainTable } from '../list/plain-table.tsx';
import type { StaffRequest } from './use-request.ts';
import { ReadWithheld } from './read-withheld.tsx';

const readable = ['legal-obligation', 'legal-claims', 'public-interest-task'] as const;

/** What an erasure left, on which ground of the policy, and until when. */
export function Withheld({ request }: { readonly request: StaffRequest }) {
  const { words, texts, format } = useLanguage();
  const { withheld: said } = words.request;
  const items = request.tasks.flatMap(({ withheld = [] }) => withheld);
  if (items.length === 0) return null;
  const grounds = readable.filter((one) => items.some(({ ground }) => ground === one));
  return (
    <>
      <PlainTable
        caption={said.title}
        csv={`withheld-${request.requestId}`}
        heads={[said.category, said.count, said.ground, said.until]}
        rows={items.map(({ category, count, ground, reference, until }) => [
          `${category} ${ground}`,
          said.evidence[category] ?? texts.categories[category]?.title ?? category,
          count,
          <span key="ground">
            {words.terms.ground[ground] ?? ground}
            <span className="quiet small block">{reference}</span>
          </span>,
          until === undefined ? said.noEnd : format.day(until),
        ])}
      />
      <ReadWithheld requestId={request.requestId} grounds={grounds} />
    </>
  );
}
