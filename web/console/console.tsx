import { Suspense, useEffect, useState } from 'react';
import { Route, Switch } from 'wouter';
import { usePerson } from '../app/api.tsx';
import { Frame } from '../app/components/frame.tsx';
import { Message } from '../app/components/message.tsx';
import { SignInElsewhere } from '../app/components/sign-in-elsewhere.tsx';
import type { NavItem } from '../app/components/frame.tsx';
import { GoKeys } from './keys/go-keys.tsx';
import { KeysHelp } from './keys/keys-help.tsx';
import { KeysProvider } from './keys/keys.tsx';
import { LanguageProvider, useLanguage } from './language.ts';
import { screens } from './screens.ts';
import type { ScreenOfConsole } from './screens.ts';
import type { ScreenProps } from './screen-props.ts';
import { Home } from './screens/home.tsx';
import { NotFound } from './screens/not-found.tsx';
import { ScopeMissing } from './screens/scope-missing.tsx';
import { SignIn } from './screens/sign-in.tsx';
import { useScopes } from './use-scopes.ts';

export const Console = ({ settings }: ScreenProps) => (
  <LanguageProvider settings={settings} waiting={null} failed={() => null}>
    <KeysProvider>
      <Screens settings={settings} />
    </KeysProvider>
  </LanguageProvider>
);

function Screens({ settings }: ScreenProps) {
  const { words } = useLanguage();
  const isSignedIn = usePerson() !== undefined;
  // Where a session ends meanwhile the screen stays, with what staff have written.
  const [wasSignedIn, setWasSignedIn] = useState(isSignedIn);
  useEffect(() => {
    if (isSignedIn) setWasSignedIn(true);
  }, [isSignedIn]);
  const isShown = isSignedIn || wasSignedIn;
  const allows = useScopes();
  const reachable = isShown ? screens.filter(({ scope }) => allows(scope)) : [];
  const nav: readonly NavItem[] = [
    ['/', words.nav.home],
    ...reachable.flatMap(({ path, nav: name }) =>
      name === undefined ? [] : [[path, words.nav[name]] as const],
    ),
  ];
  return (
    <Frame
      settings={settings}
      title={words.title(settings.name)}
      navName={words.nav.name}
      nav={isShown ? nav : []}
      footer={<KeysHelp />}
      isWide
    >
      {isShown && !isSignedIn && (
        <div role="alert">
          <Message tone="warning">
            <p>{words.signIn.ended}</p>
            <SignInElsewhere again={false} />
          </Message>
        </div>
      )}
      {isShown ? (
        <Suspense fallback={<p role="status">{words.app.loading}</p>}>
          <GoKeys screens={reachable} />
          <Switch>
            <Route path="/">
              <Home settings={settings} reachable={reachable} />
            </Route>
            {screens.map((one) => (
              <Route key={one.path} path={one.path}>
                <Allowed screen={one} settings={settings} isAllowed={allows(one.scope)} />
              </Route>
            ))}
            <Route>
              <NotFound settings={settings} />
            </Route>
          </Switch>
        </Suspense>
      ) : (
        <SignIn settings={settings} />
      )}
    </Frame>
  );
}

/** A screen whose reads the API would refuse says which scope is missing, and is not opened. */
function Allowed(
  props: ScreenProps & { readonly screen: ScreenOfConsole; readonly isAllowed: boolean },
) {
  const { screen, settings, isAllowed } = props;
  return isAllowed ? (
    <screen.Screen settings={settings} />
  ) : (
    <ScopeMissing settings={settings} scope={screen.scope} />
  );
}
