import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-aria-components';
import { Router, useLocation } from 'wouter';
import { ApiProvider, openQueries } from './api.tsx';
import { openSession } from './session.ts';
import type { Session } from './session.ts';
import { SiteFileError, readSettings } from './settings.ts';
import type { WebSettings } from './settings.ts';
import './styles/index.css';

interface Entrance {
  readonly caller: 'subject' | 'staff';
  /** Path of the entrance: `/` or `/console/`. */
  readonly base: string;
  readonly page: (settings: WebSettings) => ReactNode;
}

/** Opens one entrance in the page, after a sign-in that the page is the end of. */
export async function openEntrance({ caller, base, page }: Entrance): Promise<void> {
  const element = document.querySelector('#page');
  if (element === null) throw new TypeError('the page has no place for the program');
  let settings: WebSettings;
  let session: Session | undefined;
  try {
    settings = await readSettings();
    const signIn = settings.signIn[caller];
    session = signIn && (await openSession(signIn, base));
  } catch (error) {
    // There are no words before the settings: the operator reads this.
    element.textContent =
      error instanceof SiteFileError
        ? 'This page is not available at the moment. Try again later.'
        : 'The sign-in is not available at the moment. Try again later.';
    throw error;
  }
  // In the hidden frame of a silent renewal there is nobody to show a page to.
  if (window.self !== window.top) return;
  createRoot(element).render(
    <StrictMode>
      <QueryClientProvider client={openQueries()}>
        <ApiProvider session={session}>
          <Router base={base.replace(/\/$/, '')}>
            <Links>{page(settings)}</Links>
          </Router>
        </ApiProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}

/** Links of components go to screens without loading the page again. */
function Links({ children }: { readonly children: ReactNode }) {
  const [, navigate] = useLocation();
  return <RouterProvider navigate={navigate}>{children}</RouterProvider>;
}
