import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../../app/api.tsx';
import { Facts } from '../../app/components/facts.tsx';
import { useLanguage } from '../language.ts';
import { placeOf } from './places.ts';

type Policy = Schemas['PolicyInForce'];
type Purpose = Policy['purposes'][number];

/** A purpose as people read it, and what it rests on. */
export function PurposePart({ of, policy }: { readonly of: Purpose; readonly policy: Policy }) {
  const { words, texts, format } = useLanguage();
  const { policy: said } = words;
  const { title, description } = texts.purposes[of.purpose] ?? of;
  const place = placeOf('purpose', of.purpose);
  const linked = (kind: 'category' | 'recipient', id: string, name: string | undefined) =>
    [id, <a href={`#${placeOf(kind, id)}`}>{name ?? id}</a>] as const;
  return (
    <section id={place} className="part" aria-labelledby={`${place}-title`}>
      <h3 id={`${place}-title`}>{title}</h3>
      <p>{description}</p>
      <Facts
        of={[
          [said.basis, <Bases key="basis" of={of} />],
          [said.retention, format.period(of.retention)],
          [
            said.categories,
            itemsOf(of.categories.map((id) => linked('category', id, texts.categories[id]?.title))),
          ],
          [
            said.recipients,
            of.recipients.length === 0
              ? said.noRecipient
              : itemsOf(
                  of.recipients.map((id) => linked('recipient', id, texts.recipients[id]?.name)),
                ),
          ],
          [
            said.usedBy,
            of.usedBy.length > 0 &&
              itemsOf(
                of.usedBy.map((use) => [
                  `${use.kind} ${use.id}`,
                  <UseLink to={use} language={policy.language} />,
                ]),
              ),
          ],
          [said.role, said.roles[of.role]],
        ]}
      />
    </section>
  );
}

const itemsOf = (items: readonly (readonly [key: string, item: ReactNode])[]) => (
  <ul>
    {items.map(([key, item]) => (
      <li key={key}>{item}</li>
    ))}
  </ul>
);

function Bases({ of }: { readonly of: Purpose }) {
  const { words, texts, format } = useLanguage();
  const { policy: said } = words;
  return (
    <ul>
      {of.legalBasis.map(({ jurisdiction, basis, condition, reference, effectiveFrom }) => (
        <li key={jurisdiction}>
          {texts.laws[jurisdiction]?.short ?? jurisdiction}: {said.bases[basis]}
          {condition !== undefined && `, ${said.conditions[condition]}`}
          {effectiveFrom !== undefined && `, ${said.since(format.day(effectiveFrom))}`}
          {reference !== undefined && <span className="quiet small block">{reference}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Where the console shows what uses the purpose; a training set has no screen. */
function UseLink(props: { readonly to: Purpose['usedBy'][number]; readonly language: string }) {
  const { kind, title } = props.to;
  const { uses } = useLanguage().words.policy;
  const said = (
    <>
      {uses[kind]}: <span lang={props.language}>{title}</span>
    </>
  );
  switch (kind) {
    case 'training-set':
      return uses[kind];
    case 'notice':
      return <a href="#notices">{said}</a>;
    case 'measure':
      return <Link href="/aggregates">{said}</Link>;
    case 'fairness':
      return <Link href="/fairness">{said}</Link>;
  }
}
