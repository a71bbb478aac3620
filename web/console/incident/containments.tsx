import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { ConfirmDialog } from '../../app/components/confirm-dialog.tsx';
import { useKeyActions } from '../keys/keys.tsx';
import { useLanguage } from '../language.ts';
import { PlainTable } from '../list/plain-table.tsx';
import { ContainDialog } from './contain-dialog.tsx';
import { useIncidentCall } from './use-incident.ts';
import type { Incident } from './use-incident.ts';

type Containment = Schemas['Containment'];

/** What is stopped, and until when it works everywhere; each can be undone. */
export function Containments(props: {
  readonly incident: Incident;
  readonly done: (text: string) => void;
}) {
  const { incident, done } = props;
  const { words, texts, format } = useLanguage();
  const { contain: said } = words.incidents;
  const [dialog, setDialog] = useState<'contain' | Containment>();
  const close = () => setDialog(undefined);
  useKeyActions([{ keys: 'c', label: said.act, run: () => setDialog('contain') }]);
  const targetOf = ({ target }: Containment): string => {
    switch (target.kind) {
      case 'everything':
        return said.target.everything;
      case 'categories':
        return format.list(target.categories.map((one) => texts.categories[one]?.title ?? one));
      case 'people':
        return said.target.people(target.people, format.number(target.people));
      case 'function':
        return target.function;
      case 'client':
        return target.clientId;
    }
  };
  const { items } = incident.containments;
  return (
    <>
      {items.length === 0 ? (
        <p>{said.none}</p>
      ) : (
        <PlainTable
          caption={said.title}
          isTitled
          csv={`containments-${incident.incidentId}`}
          heads={[said.action, said.of, said.state, said.effective]}
          acts={said.undo}
          rows={items.map((one) => [
            one.containmentId,
            said.actions[one.action],
            targetOf(one),
            said.states[one.state],
            one.effectiveBy && format.time(one.effectiveBy),
            (one.state === 'applied' || one.state === 'applying') && (
              <Button
                key="undo"
                aria-label={said.undoOf(said.actions[one.action])}
                onPress={() => setDialog(one)}
              >
                {said.undo}
              </Button>
            ),
          ])}
        />
      )}
      <div className="buttons no-print">
        <Button onPress={() => setDialog('contain')}>{said.act}</Button>
      </div>
      {dialog === 'contain' && (
        <ContainDialog
          incidentId={incident.incidentId}
          close={close}
          done={() => {
            close();
            done(said.done);
          }}
        />
      )}
      {typeof dialog === 'object' && (
        <Undo
          incidentId={incident.incidentId}
          containment={dialog}
          close={close}
          done={() => {
            close();
            done(said.undone);
          }}
        />
      )}
    </>
  );
}

function Undo(props: {
  readonly incidentId: string;
  readonly containment: Containment;
  readonly close: () => void;
  readonly done: () => void;
}) {
  const { incidentId, containment, close, done } = props;
  const { contain: said } = useLanguage().words.incidents;
  const client = useClient();
  const undo = useIncidentCall(async () => {
    const path = { incidentId, containmentId: containment.containmentId };
    return bodyOf(
      await client.delete('/v1/incidents/{incidentId}/contain/{containmentId}', { path }),
    );
  }, done);
  return (
    <ConfirmDialog
      title={said.undoOf(said.actions[containment.action])}
      confirm={said.undo}
      isOpen
      close={close}
      happens={<p>{said.undoHappens}</p>}
      isPending={undo.isPending}
      error={undo.error}
      run={() => undo.mutate(undefined)}
    />
  );
}
