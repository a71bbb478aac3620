import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useAppLanguage } from '../language.tsx';
import { Button } from './button.tsx';
import { DialogFrame } from './dialog-frame.tsx';
import { Failure } from './failure.tsx';
import { Sending, useSending } from './sending.tsx';

/** Says what happens, takes what is needed for it, and does it when it is confirmed. */
export function ConfirmDialog(props: {
  readonly title: string;
  readonly isOpen: boolean;
  readonly close: () => void;
  /** What happens. */
  readonly happens: ReactNode;
  /** What the button says; the title when absent. */
  readonly confirm?: string;
  readonly isDanger?: boolean;
  /** Why it cannot be confirmed. */
  readonly obstacle?: string | undefined;
  /** @default true */
  readonly canConfirm?: boolean;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly run: () => void;
  /** Fields. */
  readonly children?: ReactNode;
}) {
  const {
    title,
    isOpen,
    close,
    happens,
    confirm = title,
    isDanger,
    obstacle,
    isPending,
    error,
    run,
  } = props;
  const canConfirm = props.canConfirm ?? true;
  const { app } = useAppLanguage().words;
  const form = useRef<HTMLFormElement>(null);
  const sending = useSending(isPending);
  const [isWritten, setWritten] = useState(false);
  const send = () => {
    setWritten(hasText(form.current));
    run();
  };
  return (
    <DialogFrame
      title={title}
      isOpen={isOpen}
      close={close}
      isAlert
      buttons={
        <>
          {obstacle === undefined && canConfirm && (
            <Button
              tone={isDanger === true ? 'danger' : 'main'}
              isPending={isPending}
              pressedAgain={sending.pressedAgain}
              onPress={() => {
                if (form.current?.reportValidity() !== false) send();
              }}
            >
              {confirm}
            </Button>
          )}
          <Button onPress={close}>{app.cancel}</Button>
        </>
      }
    >
      {obstacle === undefined ? happens : <p className="message warning">{obstacle}</p>}
      {obstacle === undefined && props.children !== undefined && (
        <form
          ref={form}
          onSubmit={(event) => {
            event.preventDefault();
            if (isPending) sending.pressedAgain();
            else send();
          }}
        >
          {props.children}
        </form>
      )}
      <Sending {...sending} />
      {error !== null && error !== undefined && <Failure error={error} isWritten={isWritten} />}
    </DialogFrame>
  );
}

/** Whether somebody has written something that is lost with the page. */
const hasText = (form: HTMLFormElement | null): boolean =>
  [
    ...(form?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('textarea, input') ?? []),
  ].some(({ type, value }) => type !== 'radio' && type !== 'checkbox' && value.trim() !== '');
