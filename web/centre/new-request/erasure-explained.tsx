import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Message } from '../../app/components/message.tsx';
import { useLanguage } from '../language.ts';
import { groundText } from '../request/withheld.tsx';

/** What goes, what stays and why, before a person decides. */
export function ErasureExplained() {
  const { words, texts, format } = useLanguage();
  const { erasure } = words.requests.fresh;
  const client = useClient();
  const data = useQuery({
    queryKey: ['data'],
    queryFn: async () => bodyOf(await client.get('/v1/me/data')),
  });
  return (
    <>
      <Message>
        <p>
          {erasure.copyFirst} <Link href="/requests/new?kind=access">{erasure.copyLink}</Link>
        </p>
      </Message>
      <section>
        <h2>{erasure.goes}</h2>
        <p>{erasure.everything}</p>
        <Answer to={data}>
          {({ items }) => (
            <ul>
              {items
                .filter(({ count }) => count > 0)
                .map(({ category, title, count }) => (
                  <li key={category}>
                    {erasure.item(
                      texts.categories[category]?.title ?? title,
                      words.data.count(count, format.number(count)),
                    )}
                  </li>
                ))}
              <li>{erasure.account}</li>
            </ul>
          )}
        </Answer>
      </section>
      <section>
        <h2>{erasure.stays}</h2>
        <p>{erasure.staysLead}</p>
        <Answer to={data}>
          {({ items }) => (
            <ul>
              {Object.entries(texts.purposes).map(
                ([id, { title, withhold }]) =>
                  withhold !== undefined &&
                  usesAny(id, items) && (
                    <li key={id}>
                      <strong>{erasure.usedFor(title)}</strong>
                      {': '}
                      {groundText(words.requestLists.grounds, withhold.ground)}{' '}
                      <span className="quiet small">{withhold.reference}</span>
                    </li>
                  ),
              )}
              <li>{erasure.evidence}</li>
            </ul>
          )}
        </Answer>
      </section>
    </>
  );
}

/** Whether there is data that the purpose can use; which entries it does use is not known here. */
const usesAny = (id: string, items: readonly Schemas['HeldData'][]): boolean =>
  items.some(({ count, purposes }) => count > 0 && purposes.some(({ purpose }) => purpose === id));
