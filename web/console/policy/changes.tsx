import { useQuery } from '@tanstack/react-query';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Message } from '../../app/components/message.tsx';
import { useLanguage } from '../language.ts';
import { readAll } from '../list/read-all.ts';
import { SaveCsv } from '../list/save-csv.tsx';

type Change = Schemas['PolicyChange'];

const most = 100;

/** What each deployment changed, the newest first. */
export function Changes() {
  const { policy: said } = useLanguage().words;
  const client = useClient();
  const changes = useQuery({
    queryKey: ['policy-changes'],
    queryFn: () =>
      readAll(
        async (cursor) =>
          bodyOf(await client.get('/v1/governance/policy/changes', { query: { cursor } })),
        most,
      ),
  });
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{said.changes.title}</h2>
      <p>{said.changes.lead}</p>
      <Answer to={changes}>
        {({ items, isCut }) => (
          <>
            {items.every(({ from }) => from === undefined) && <p>{said.changes.never}</p>}
            {items.map((one) => (
              <Deployment key={`${one.at} ${one.to}`} of={one} />
            ))}
            {isCut && <Message>{said.changes.older}</Message>}
            {items.length > 0 && <ChangesFile of={items} />}
          </>
        )}
      </Answer>
    </section>
  );
}

const short = (version: string): string => version.slice('sha256:'.length, 'sha256:'.length + 12);

function Deployment({ of: { at, from, to, changes } }: { readonly of: Change }) {
  const { words, format } = useLanguage();
  const { changes: said } = words.policy;
  const place = `change-${at}`;
  return (
    // Two deployments can be in the same minute.
    <section className="part" aria-labelledby={`${place} ${place}-versions`}>
      <h3 id={place}>{format.time(at)}</h3>
      <p id={`${place}-versions`} className="quiet small">
        {from === undefined ? said.version(short(to)) : said.versions(short(from), short(to))}
      </p>
      {from === undefined ? (
        <p>{said.first}</p>
      ) : changes === undefined ? (
        <p>{said.notKept}</p>
      ) : changes.length === 0 ? (
        <p>{said.nothing}</p>
      ) : (
        <ul>
          {changes.map(({ section, words: sentence, widening }) => (
            <li key={sentence}>
              {said.sections[section]}: <span lang="en">{sentence}</span>
              {widening !== undefined && (
                <>
                  {' '}
                  <span className="tag warning">{said.widenings[widening]}</span>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function ChangesFile({ of }: { readonly of: readonly Change[] }) {
  const { changes: said } = useLanguage().words.policy;
  const file = () => ({
    name: 'policy-changes',
    heads: [said.at, said.before, said.after, said.section, said.words, said.takes],
    rows: of.flatMap(({ at, from, to, changes }) =>
      changes === undefined || changes.length === 0
        ? [[at, from, to]]
        : changes.map(({ section, words, widening }) => [at, from, to, section, words, widening]),
    ),
  });
  return <SaveCsv of={said.title} file={file} />;
}
