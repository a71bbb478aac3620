import { Link } from 'wouter';
import { Answer } from '../../app/components/answer.tsx';
import { useLanguage } from '../language.ts';
import { useOwnSettings } from '../own-settings.ts';
import { groups, isGivenBy } from './wish.ts';
import type { WishedKind } from './wish.ts';

/** Step 1: what the person wants, in their words; only what a law that applies to them gives. */
export function ChooseKind() {
  const { words, texts } = useLanguage();
  const { fresh } = words.requests;
  const settings = useOwnSettings();
  return (
    <>
      <p>
        {fresh.oftenDirect} <Link href="/data">{fresh.directData}</Link>,{' '}
        <Link href="/choices">{fresh.directChoices}</Link>.
      </p>
      <Answer to={settings}>
        {({ jurisdictions }) =>
          Object.entries(groups).map(([group, kinds]) => (
            <Group
              key={group}
              title={fresh.groups[group as keyof typeof groups]}
              kinds={kinds.filter((kind) => isGivenBy(texts.laws, jurisdictions, kind))}
            />
          ))
        }
      </Answer>
    </>
  );
}

function Group(props: { readonly title: string; readonly kinds: readonly WishedKind[] }) {
  const { wishes } = useLanguage().words.requestLists;
  if (props.kinds.length === 0) return null;
  return (
    <section>
      <h2>{props.title}</h2>
      <ul className="wishes">
        {props.kinds.map((kind) => {
          const [wish, help] = wishes[kind];
          return (
            <li key={kind}>
              <Link href={`/requests/new?kind=${kind}`}>{wish}</Link>
              <p className="quiet">{help}</p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
