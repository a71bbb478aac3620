import { Bar } from '../chart/bar.tsx';
import { useLanguage } from '../language.ts';
import { PlainTable } from '../list/plain-table.tsx';
import { wordOf } from '../../app/known.ts';
import type { StaffRequest } from './use-request.ts';

/** Counts by category before anything is done, with bars for who compares. */
export function Concerns(props: {
  readonly request: StaffRequest;
  /** Name of its file. */
  readonly csv: string | undefined;
}) {
  const { request, csv } = props;
  const { words, texts } = useLanguage();
  const { concerns: said } = words.request;
  const { concerns = [], kind } = request;
  const isErasure = kind === 'erasure';
  const largest = Math.max(...concerns.map(({ count }) => count));
  if (concerns.length === 0) return <p>{said.none}</p>;
  return (
    <PlainTable
      caption={isErasure ? said.erasure : said.title}
      csv={csv}
      heads={[said.category, said.count, ...(isErasure ? [said.exempt] : [])]}
      rows={concerns.map(({ category, count, exempt = [] }) => [
        category,
        texts.categories[category]?.title ?? category,
        <Bar key="count" count={count} largest={largest} />,
        ...(isErasure
          ? [exempt.length === 0 ? said.goes : <Exempt key="exempt" of={exempt} />]
          : []),
      ])}
    />
  );
}

type Exemptions = NonNullable<NonNullable<StaffRequest['concerns']>[number]['exempt']>;

function Exempt({ of }: { readonly of: Exemptions }) {
  const { ground: grounds } = useLanguage().words.terms;
  return of.map(({ ground, reference }) => (
    <span key={`${ground} ${reference}`} className="block">
      {wordOf(grounds, ground)}
      <span className="quiet small block">{reference}</span>
    </span>
  ));
}
