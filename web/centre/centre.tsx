import { Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { usePerson } from '../app/api.tsx';
import { Frame } from '../app/components/frame.tsx';
import type { NavItem } from '../app/components/frame.tsx';
import { LanguageProvider, useLanguage } from './language.ts';
import { linkedFor, screens } from './screens.ts';
import type { ScreenProps } from './screen-props.ts';
import { Home } from './screens/home.tsx';
import { NotFound } from './screens/not-found.tsx';
import { SignedIn } from './signed-in.tsx';

export const Centre = ({ settings }: ScreenProps) => (
  <LanguageProvider settings={settings} waiting={null} failed={() => null}>
    <Screens settings={settings} />
  </LanguageProvider>
);

function Screens({ settings }: ScreenProps) {
  const { words } = useLanguage();
  const isSignedIn = usePerson() !== undefined;
  const nav: readonly NavItem[] = [
    ['/', words.nav.home],
    ...linkedFor(isSignedIn).map(([path, name]) => [path, words.nav[name]] as const),
  ];
  return (
    <Frame
      settings={settings}
      title={words.title(settings.name)}
      navName={words.nav.name}
      nav={nav}
      footer={<Footer settings={settings} />}
    >
      <Suspense fallback={<p role="status">{words.app.loading}</p>}>
        <Switch>
          <Route path="/">
            <Home settings={settings} />
          </Route>
          {screens.map(({ path, for: people, Screen }) => (
            <Route key={path} path={path}>
              {people === 'signed-in' ? (
                <SignedIn settings={settings}>
                  <Screen settings={settings} />
                </SignedIn>
              ) : (
                <Screen settings={settings} />
              )}
            </Route>
          ))}
          <Route>
            <NotFound settings={settings} />
          </Route>
        </Switch>
      </Suspense>
    </Frame>
  );
}

function Footer({ settings: { controller } }: ScreenProps) {
  const { footer } = useLanguage().words;
  return (
    <>
      <p>{footer.responsible(controller.name, controller.address)}</p>
      <p>
        <a href={`mailto:${controller.contact}`}>{footer.contact(controller.contact)}</a>
      </p>
      <p>
        <a href={`mailto:${controller.privacyOfficer}`}>
          {footer.officer(controller.privacyOfficer)}
        </a>
      </p>
    </>
  );
}
