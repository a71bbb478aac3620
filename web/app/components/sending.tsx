import { useState } from 'react';
import { useAppLanguage } from '../language.tsx';

interface SendingState {
  readonly isPending: boolean;
  readonly isPressedAgain: boolean;
  readonly pressedAgain: () => void;
}

/** Whether something is being sent, and was asked for again meanwhile. */
export function useSending(isPending: boolean): SendingState {
  const [isPressedAgain, setPressedAgain] = useState(false);
  const [wasPending, setWasPending] = useState(isPending);
  if (wasPending !== isPending) {
    setWasPending(isPending);
    setPressedAgain(false);
  }
  return { isPending, isPressedAgain, pressedAgain: () => setPressedAgain(true) };
}

/** Says it: a button that does nothing looks broken. */
export function Sending({ isPending, isPressedAgain }: SendingState) {
  const { app } = useAppLanguage().words;
  return (
    <p role="status" className="quiet">
      {isPending && (isPressedAgain ? app.stillSending : app.sending)}
    </p>
  );
}
