import { useRef } from 'react';
import type { ReactNode } from 'react';
import { useAppLanguage } from '../language.tsx';
import { Button } from './button.tsx';
import { DialogFrame } from './dialog-frame.tsx';
import { Failure } from './failure.tsx';

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
              onPress={() => {
                if (!isPending && form.current?.reportValidity() !== false) run();
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
            if (!isPending) run();
          }}
        >
          {props.children}
        </form>
      )}
      <p role="status" className="quiet">
        {isPending && app.loading}
      </p>
      {error !== null && error !== undefined && <Failure error={error} />}
    </DialogFrame>
  );
}
