import type { ReactNode } from 'react';
import type { Schemas } from '../../app/api.tsx';
import { useLanguage } from '../language.ts';
import { PlainTable } from '../list/plain-table.tsx';
import { wordOf } from '../../app/known.ts';
import { placeOf } from './places.ts';

type Policy = Schemas['PolicyInForce'];

/** Kinds of data and recipients, each with the purposes that name it. */
export function Described({ of }: { readonly of: Policy }) {
  const { words, texts, format } = useLanguage();
  const { policy: said } = words;
  const { mechanisms } = words.governance.agreements;
  const purposesWith = (isNamed: (purpose: Policy['purposes'][number]) => boolean): ReactNode =>
    of.purposes.filter(isNamed).map(({ purpose, title }) => (
      <a key={purpose} className="block" href={`#${placeOf('purpose', purpose)}`}>
        {texts.purposes[purpose]?.title ?? title}
      </a>
    ));
  return (
    <>
      <PlainTable
        caption={said.categories}
        csv="categories"
        heads={[said.category, said.description, said.sensitivity, said.source, said.forPurposes]}
        rows={of.categories.map((one) => {
          const { title, description } = texts.categories[one.category] ?? one;
          return [
            one.category,
            <span key="name" id={placeOf('category', one.category)}>
              {title}
            </span>,
            description,
            said.sensitivities[one.sensitivity],
            said.sources[one.source],
            purposesWith(({ categories }) => categories.includes(one.category)),
          ];
        })}
      />
      <PlainTable
        caption={said.recipients}
        csv="recipients"
        heads={[said.recipient, said.contact, said.role, said.transfer, said.forPurposes]}
        rows={of.recipients.map((one) => [
          one.recipient,
          <span key="name" id={placeOf('recipient', one.recipient)}>
            {one.name}
          </span>,
          <>
            {one.address}
            <a className="block" href={`mailto:${one.contact}`}>
              {one.contact}
            </a>
          </>,
          said.roles[one.role],
          `${format.country(one.country)}: ${wordOf(mechanisms, one.transferMechanism)}`,
          purposesWith(({ recipients }) => recipients.includes(one.recipient)),
        ])}
      />
    </>
  );
}
