import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { useLanguage } from '../language.ts';
import { Changes } from './changes.tsx';

type Consent = Schemas['Consent'];

/** What changed in a notice since the person agreed on an earlier version of it. */
export function SinceAgreed({ notice }: { readonly notice: Schemas['ListedNotice'] }) {
  const { words, texts, format } = useLanguage();
  const { notices } = words;
  const client = useClient();
  const consents = useQuery({
    queryKey: ['consents'],
    queryFn: async () => bodyOf(await client.get('/v1/me/consents')).items,
  });
  const groups = Object.groupBy(
    (consents.data ?? []).filter((consent) => isOnEarlier(consent, notice)),
    ({ noticeVersion = '' }) => noticeVersion,
  );
  return Object.entries(groups).map(([version, agreed = []]) => {
    const [{ since } = {}] = agreed;
    const titles = agreed.map(({ purpose }) => texts.purposes[purpose]?.title ?? purpose);
    return (
      <section key={version} className="card">
        <h3>{notices.sinceAgreed}</h3>
        {since !== undefined && <p>{notices.agreedOn(format.day(since), format.list(titles))}</p>}
        <Changes id={notice.id} before={version} after={notice.version} />
        <p>
          {agreed.every(({ state }) => state === 'given') ? notices.stillGood : notices.notUsed}{' '}
          <Link href="/choices">{notices.decideAgain}</Link>
        </p>
      </section>
    );
  });
}

/** Agreed, be it that it has to be renewed. */
const isOnEarlier = (
  { state, noticeId, noticeVersion }: Consent,
  { id, version }: Schemas['ListedNotice'],
): boolean =>
  (state === 'given' || state === 'needs-renewal') &&
  noticeId === id &&
  noticeVersion !== undefined &&
  noticeVersion !== version;
