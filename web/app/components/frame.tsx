import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { usePerson, useSession } from '../api.tsx';
import { useAppLanguage } from '../language.tsx';
import { nameOf } from '../locale.ts';
import type { WebSettings } from '../settings.ts';
import { Button } from './button.tsx';
import { FaultBoundary } from './fault-boundary.tsx';
import { Screen } from './screen.tsx';

/** Path below the entrance, and what the link to it says. */
export type NavItem = readonly [path: string, text: string];

/** What surrounds every screen: name, languages, sign-in, the way to the other screens. */
export function Frame(props: {
  readonly settings: WebSettings;
  readonly title: string;
  /** Name of the navigation, for screen readers. */
  readonly navName: string;
  readonly nav: readonly NavItem[];
  readonly footer: ReactNode;
  /** Has tables that need the room. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}) {
  const { settings, title, navName, nav, footer, isWide = false, children } = props;
  const { app } = useAppLanguage().words;
  const [location] = useLocation();
  return (
    <div className={isWide ? 'wide' : undefined}>
      <a className="skip" href="#main">
        {app.skip}
      </a>
      <header className="site-header">
        <div>
          <Link href="/" className="site-name">
            {settings.logo !== undefined && <img src={settings.logo} alt="" />}
            <span>{title}</span>
          </Link>
          <div className="site-tools no-print">
            <LanguageChoice />
            <Account />
          </div>
        </div>
      </header>
      <div className={nav.length === 0 ? 'site-body without-nav' : 'site-body'}>
        {nav.length > 0 && <Nav name={navName} items={nav} />}
        <main id="main">
          <FaultBoundary at={location} fault={<Fault site={settings.name} />}>
            {children}
          </FaultBoundary>
        </main>
      </div>
      <footer className="site-footer">
        <div>{footer}</div>
      </footer>
    </div>
  );
}

/** In the place of a screen: a newer API says what it cannot show, or a part of the site is gone. */
function Fault({ site }: { readonly site: string }) {
  const { app } = useAppLanguage().words;
  return (
    <Screen title={app.trouble.notShown} site={site}>
      <div role="alert" className="message bad">
        <p>{app.trouble.fault}</p>
        <div className="buttons">
          <Button onPress={() => window.location.reload()}>{app.tryAgain}</Button>
        </div>
      </div>
    </Screen>
  );
}

/** On a narrow screen the links are behind a button, so that a screen begins with its own content. */
function Nav({ name, items }: { readonly name: string; readonly items: readonly NavItem[] }) {
  const { app } = useAppLanguage().words;
  const [location] = useLocation();
  const id = useId();
  const [openAt, setOpenAt] = useState<string | undefined>(undefined);
  // Closed again as soon as a link has led elsewhere.
  const isOpen = openAt === location;
  const isCurrent = (path: string) =>
    path === '/' ? location === '/' : location === path || location.startsWith(`${path}/`);
  return (
    <nav className="site-nav" aria-label={name}>
      <button
        type="button"
        className="button site-menu"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpenAt(isOpen ? undefined : location)}
      >
        {app.menu}
      </button>
      <ul id={id} data-open={isOpen}>
        {items.map(([path, text]) => (
          <li key={path}>
            <Link
              href={path}
              aria-current={isCurrent(path) ? 'page' : undefined}
              // Also when it is the screen that is shown.
              onClick={() => setOpenAt(undefined)}
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function LanguageChoice() {
  const { words, locale, locales, choose } = useAppLanguage();
  if (locales.length < 2) return null;
  return (
    <label>
      <span className="for-screen-readers">{words.app.language}</span>
      <select
        className="small"
        value={locale}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        {locales.map((one) => (
          <option key={one} value={one} lang={one}>
            {nameOf(one)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Account() {
  const { app } = useAppLanguage().words;
  const session = useSession();
  const person = usePerson();
  if (session === undefined) return null;
  if (person === undefined) {
    return <Button onPress={() => void session.signIn()}>{app.signIn}</Button>;
  }
  return (
    <>
      {person.name !== undefined && (
        <span className="small site-person">{app.signedInAs(person.name)}</span>
      )}
      <Button onPress={() => void session.signOut()}>{app.signOut}</Button>
    </>
  );
}
