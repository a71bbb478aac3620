import { useState } from 'react';
import { Button } from '../../app/components/button.tsx';
import { DialogFrame } from '../../app/components/dialog-frame.tsx';
import { Failure } from '../../app/components/failure.tsx';
import { Outcome } from '../../app/components/message.tsx';
import { useLanguage } from '../language.ts';
import { useRequestActions } from './access.ts';
import type { Access, Request } from './access.ts';
import { callOffOf } from './progress.ts';

/** To stop a request, or what it has brought about. */
export function CallOff({
  of: request,
  access,
}: {
  readonly of: Request;
  readonly access: Access;
}) {
  const { callOff: words } = useLanguage().words.requests;
  const [isAsking, setAsking] = useState(false);
  const { callOff } = useRequestActions(access);
  const [done, setDone] = useState<string>();
  const way = callOffOf(request);
  const ends = way === 'end';
  return (
    <>
      <Outcome tone="good">{done !== undefined && <p>{done}</p>}</Outcome>
      {callOff.error !== null && <Failure error={callOff.error} />}
      {way !== undefined && (
        <div className="buttons">
          <Button onPress={() => setAsking(true)}>{ends ? words.endButton : words.button}</Button>
        </div>
      )}
      <DialogFrame
        title={ends ? words.endTitle : words.title}
        isOpen={isAsking}
        close={() => setAsking(false)}
        isAlert
        buttons={
          <>
            <Button autoFocus onPress={() => setAsking(false)}>
              {words.back}
            </Button>
            <Button
              tone="danger"
              isPending={callOff.isPending}
              onPress={() =>
                callOff.mutate(undefined, {
                  onSuccess: () => setDone(ends ? words.ended : words.done),
                  onSettled: () => setAsking(false),
                })
              }
            >
              {ends ? words.endConfirm : words.confirm}
            </Button>
          </>
        }
      >
        <p>{ends ? words.endText : words.text}</p>
      </DialogFrame>
    </>
  );
}
