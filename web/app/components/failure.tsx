import { troubleOf, useSession } from '../api.tsx';
import type { Trouble } from '../api.tsx';
import type { AppWords } from '../app-words.ts';
import { useAppLanguage } from '../language.tsx';
import { Button } from './button.tsx';
import { SignInElsewhere } from './sign-in-elsewhere.tsx';

/** What went wrong and what the person can do about it. */
export function Failure(props: {
  readonly error: unknown;
  /** @default - the person can only leave the screen */
  readonly retry?: () => void;
  /** Something is written on the page: it must not be left. */
  readonly isWritten?: boolean;
}) {
  const { app } = useAppLanguage().words;
  const session = useSession();
  const trouble = troubleOf(props.error);
  const reference = 'requestId' in trouble ? trouble.requestId : undefined;
  const asksForSignIn = trouble.kind === 'signed-out' || trouble.kind === 'sign-in-again';
  return (
    <div role="alert" className="message bad">
      <p>{textOf(trouble, app.trouble)}</p>
      {reference !== undefined && <p className="small quiet">{app.trouble.reference(reference)}</p>}
      {asksForSignIn && props.isWritten === true && (
        <SignInElsewhere again={trouble.kind === 'sign-in-again'} />
      )}
      <div className="buttons">
        {asksForSignIn && props.isWritten !== true && session !== undefined && (
          <Button
            tone="main"
            onPress={() => void session.signIn({ again: trouble.kind === 'sign-in-again' })}
          >
            {trouble.kind === 'signed-out' ? app.signIn : app.signInAgain}
          </Button>
        )}
        {!asksForSignIn && props.retry !== undefined && (
          <Button onPress={props.retry}>{app.tryAgain}</Button>
        )}
      </div>
    </div>
  );
}

function textOf(trouble: Trouble, words: AppWords['app']['trouble']): string {
  switch (trouble.kind) {
    case 'signed-out':
      return words.signedOut;
    case 'sign-in-again':
      return words.again;
    case 'offline':
      return words.offline;
    case 'busy':
      return words.busy;
    case 'fault':
      return words.fault;
    case 'refused':
      return words.refused[trouble.slug] ?? words.refusedOther;
  }
}
