import { Answer } from '../../app/components/answer.tsx';
import { useLanguage } from '../language.ts';
import { useNoticeText } from '../notices.ts';
import { changesBetween } from './paragraph-diff.ts';
import type { Part } from './paragraph-diff.ts';
import { Words } from './words.tsx';

interface ChangesProps {
  readonly id: string;
  readonly before: string;
  readonly after: string;
}

/** What is new and what is gone between two versions, in words and marks, not by colour alone. */
export function Changes({ id, before, after }: ChangesProps) {
  const [old, now] = [useNoticeText(id, before), useNoticeText(id, after)];
  return (
    <Answer to={old}>
      {({ markdown: was }) => (
        <Answer to={now}>
          {({ markdown: is, locale }) => <Parts of={changesBetween(was, is)} locale={locale} />}
        </Answer>
      )}
    </Answer>
  );
}

function Parts({ of, locale }: { readonly of: readonly Part[]; readonly locale: string }) {
  const { notices } = useLanguage().words;
  const changed = of.filter(({ kind }) => kind !== 'same');
  if (changed.length === 0) return <p>{notices.unchanged}</p>;
  return (
    <ul className="changes">
      {changed.map(({ kind, text }, index) => (
        <li key={`${index} ${text}`} className={kind}>
          <p>
            <strong>{kind === 'added' ? notices.added : notices.removed}</strong>
          </p>
          {kind === 'added' ? (
            <ins lang={locale}>
              <Words of={text} />
            </ins>
          ) : (
            <del lang={locale}>
              <Words of={text} />
            </del>
          )}
        </li>
      ))}
    </ul>
  );
}
