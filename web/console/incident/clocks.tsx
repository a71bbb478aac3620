import { useState } from 'react';
import { useLanguage } from '../language.ts';
import { DueTag } from '../list/due-tag.tsx';
import { dueOf } from '../list/due.ts';
import { PlainTable } from '../list/plain-table.tsx';
import type { Incident } from './use-incident.ts';

/** The duties of each law, and by when. */
export function Clocks({ incident: { clocks } }: { readonly incident: Incident }) {
  const { words, texts, format } = useLanguage();
  const { clocks: said } = words.incidents;
  const [now] = useState(() => Date.now());
  return (
    <PlainTable
      caption={said.title}
      isTitled
      heads={[said.duty, said.due, said.state, said.law]}
      rows={clocks.map(({ jurisdiction, duty, dueAt, state, reference }) => [
        `${jurisdiction} ${duty}`,
        said.duties[duty] ?? duty,
        dueAt === undefined ? (
          said.noDate
        ) : (
          <span key="due">
            {(state === 'running' || state === 'overdue') && (
              <DueTag due={dueOf(dueAt, 'running', now)} />
            )}{' '}
            {format.time(dueAt)}
          </span>
        ),
        said.states[state],
        <span key="law">
          {texts.laws[jurisdiction]?.short ?? jurisdiction}
          <span className="quiet small block">{reference}</span>
        </span>,
      ])}
    />
  );
}
