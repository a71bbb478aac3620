import { useState } from 'react';
import { Button } from '../../app/components/button.tsx';
import { useLanguage } from '../language.ts';
import { DueTag } from '../list/due-tag.tsx';
import { dueOf } from '../list/due.ts';
import { PlainTable } from '../list/plain-table.tsx';
import { DecideDialog, ExplainDialog, InformDialog } from './duty-dialogs.tsx';
import { OnDuty } from './on-duty.tsx';
import type { Clock, ReadIncident } from './use-incident.ts';
import { wordOf } from '../../app/known.ts';

const dialogs = { decide: DecideDialog, inform: InformDialog, explain: ExplainDialog };
type Act = keyof typeof dialogs;

/** What the law lets staff record now: the assessment has a dialog of its own. */
function actsOn({ duty, state, late }: Clock): readonly Act[] {
  if (duty === 'assessment') return [];
  return ['decide', 'inform', ...(state === 'overdue' || late ? (['explain'] as const) : [])];
}

/** The duties of each law, by when, and what was decided and done about each. */
export function Clocks(props: {
  readonly read: ReadIncident;
  readonly done: (text: string) => void;
}) {
  const { read, done } = props;
  const { words, texts } = useLanguage();
  const { breach } = words;
  const { clocks: said } = words.incidents;
  const { incident } = read;
  const [open, setOpen] = useState<{ readonly act: Act; readonly clock: Clock }>();
  const nameOf = ({ duty, jurisdiction }: Clock) =>
    breach.duty.of(said.duties[duty] ?? duty, texts.laws[jurisdiction]?.short ?? jurisdiction);
  const titleOf = (act: Act, clock: Clock) => breach.duty.actOf(breach.duty[act], nameOf(clock));
  const Dialog = open && dialogs[open.act];
  return (
    <>
      <PlainTable
        caption={said.title}
        isTitled
        csv={`duties-${incident.incidentId}`}
        heads={[said.duty, said.law, said.due, breach.duty.recorded]}
        acts={breach.duty.act}
        rows={incident.clocks.map((clock) => [
          `${clock.jurisdiction} ${clock.duty}`,
          said.duties[clock.duty] ?? clock.duty,
          <LawOf key="law" clock={clock} />,
          <Due key="due" clock={clock} />,
          <OnDuty key="recorded" incident={incident} clock={clock} />,
          incident.state !== 'closed' && (
            <div key="acts" className="buttons no-print">
              {actsOn(clock).map((act) => (
                <Button
                  key={act}
                  aria-label={titleOf(act, clock)}
                  onPress={() => setOpen({ act, clock })}
                >
                  {breach.duty[act]}
                </Button>
              ))}
            </div>
          ),
        ])}
      />
      {open !== undefined && Dialog !== undefined && (
        <Dialog
          title={titleOf(open.act, open.clock)}
          clock={open.clock}
          read={read}
          close={() => setOpen(undefined)}
          done={() => {
            setOpen(undefined);
            done(breach.duty.done[open.act]);
          }}
        />
      )}
    </>
  );
}

function LawOf({ clock }: { readonly clock: Clock }) {
  const { words, texts } = useLanguage();
  const { flags } = words.breach;
  const { jurisdiction, reference } = clock;
  return (
    <>
      {texts.laws[jurisdiction]?.short ?? jurisdiction}
      <span className="quiet small block">{reference}</span>
      {(['unverified', 'ownTarget', 'holidaysUnknown', 'advisory'] as const).map(
        (flag) =>
          clock[flag] === true && (
            <span key={flag} className="quiet small block">
              {flags[flag]}
            </span>
          ),
      )}
    </>
  );
}

function Due({ clock }: { readonly clock: Clock }) {
  const { words, format } = useLanguage();
  const { clocks: said } = words.incidents;
  const [now] = useState(() => Date.now());
  const { dueAt, metAt, state, late } = clock;
  return (
    <>
      {dueAt !== undefined && (state === 'running' || state === 'overdue') && (
        <DueTag due={dueOf(dueAt, 'running', now)} />
      )}{' '}
      {dueAt === undefined ? said.noDate : format.time(dueAt)}
      <span className="block">{wordOf(said.states, state)}</span>
      {metAt !== undefined && (
        <span className="quiet small block">{words.breach.met(format.time(metAt))}</span>
      )}
      {late === true && <span className="error small block">{words.breach.flags.late}</span>}
    </>
  );
}
