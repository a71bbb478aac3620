import { Suspense, lazy } from 'react';
import { Route, Switch } from 'wouter';
import { usePerson } from '../app/api.tsx';
import { Frame } from '../app/components/frame.tsx';
import type { WebSettings } from '../app/settings.ts';
import { LanguageProvider, useLanguage } from './language.ts';
import { Home } from './screens/home.tsx';
import { NotFound } from './screens/not-found.tsx';
import { SignedIn } from './signed-in.tsx';

const Data = lazy(async () => ({ default: (await import('./screens/data.tsx')).Data }));
const Choices = lazy(async () => ({ default: (await import('./screens/choices.tsx')).Choices }));
const Storage = lazy(async () => ({ default: (await import('./screens/storage.tsx')).Storage }));

export const Centre = ({ settings }: { readonly settings: WebSettings }) => (
  <LanguageProvider settings={settings} waiting={null} failed={() => null}>
    <Screens settings={settings} />
  </LanguageProvider>
);

function Screens({ settings }: { readonly settings: WebSettings }) {
  const { words } = useLanguage();
  const person = usePerson();
  const { nav } = words;
  return (
    <Frame
      settings={settings}
      title={words.title(settings.name)}
      navName={nav.name}
      nav={
        person === undefined
          ? []
          : [
              ['/', nav.home],
              ['/data', nav.data],
              ['/choices', nav.choices],
              ['/storage', nav.storage],
            ]
      }
      footer={<Footer settings={settings} />}
    >
      <Suspense fallback={<p role="status">{words.app.loading}</p>}>
        <Switch>
          <Route path="/">
            <Home settings={settings} />
          </Route>
          <Route path="/data">
            <SignedIn settings={settings}>
              <Data settings={settings} />
            </SignedIn>
          </Route>
          <Route path="/choices">
            <SignedIn settings={settings}>
              <Choices settings={settings} />
            </SignedIn>
          </Route>
          <Route path="/storage">
            <SignedIn settings={settings}>
              <Storage settings={settings} />
            </SignedIn>
          </Route>
          <Route>
            <NotFound settings={settings} />
          </Route>
        </Switch>
      </Suspense>
    </Frame>
  );
}

function Footer({ settings: { controller } }: { readonly settings: WebSettings }) {
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
