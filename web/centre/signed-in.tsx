import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { usePerson } from '../app/api.tsx';
import { Message } from '../app/components/message.tsx';
import { Screen } from '../app/components/screen.tsx';
import { SignInChoice } from '../app/components/sign-in-choice.tsx';
import type { WebSettings } from '../app/settings.ts';
import { useLanguage } from './language.ts';

/**
 * A screen about a person; who is not signed in is asked to, and comes back to it. Where a session ends
 * meanwhile the screen stays, with what the person has written.
 */
export function SignedIn(props: { readonly settings: WebSettings; readonly children: ReactNode }) {
  const { words } = useLanguage();
  const isSignedIn = usePerson() !== undefined;
  const [wasSignedIn, setWasSignedIn] = useState(isSignedIn);
  useEffect(() => {
    if (isSignedIn) setWasSignedIn(true);
  }, [isSignedIn]);
  const choice = <SignInChoice signIn={props.settings.signIn.subject} />;
  if (isSignedIn || wasSignedIn) {
    return (
      <>
        {!isSignedIn && (
          <div role="alert">
            <Message tone="warning">
              <p>{words.home.ended}</p>
              {choice}
            </Message>
          </div>
        )}
        {props.children}
      </>
    );
  }
  return (
    <Screen title={words.home.signInTitle} site={props.settings.name} lead={words.home.signInLead}>
      {choice}
    </Screen>
  );
}
