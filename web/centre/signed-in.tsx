import type { ReactNode } from 'react';
import { usePerson } from '../app/api.tsx';
import { Screen } from '../app/components/screen.tsx';
import { SignInChoice } from '../app/components/sign-in-choice.tsx';
import type { WebSettings } from '../app/settings.ts';
import { useLanguage } from './language.ts';

/** A screen about a person; who is not signed in is asked to, and comes back to it. */
export function SignedIn(props: { readonly settings: WebSettings; readonly children: ReactNode }) {
  const { words } = useLanguage();
  if (usePerson() !== undefined) return props.children;
  return (
    <Screen title={words.home.signInTitle} site={props.settings.name} lead={words.home.signInLead}>
      <SignInChoice signIn={props.settings.signIn.subject} />
    </Screen>
  );
}
