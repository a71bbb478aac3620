import { lazy } from 'react';
import type { ComponentType } from 'react';
import type { ScreenProps } from './screen-props.ts';
import type { Words } from '../languages/en/centre.ts';

interface ScreenOfCentre {
  /** Route of wouter: a part with a colon is any text. */
  readonly path: string;
  /**
   * `signed-in`: about a person. `anyone`: also without an account. `stranger`: anyone as well; who is
   * signed in has a better way to it, and is shown no link.
   */
  readonly for: 'signed-in' | 'anyone' | 'stranger';
  /** What the link to it says; without one it is reached from another screen. */
  readonly nav?: keyof Words['home']['cards'];
  readonly Screen: ComponentType<ScreenProps>;
}

const screen = (load: () => Promise<ComponentType<ScreenProps>>) =>
  lazy(async () => ({ default: await load() }));

/** The screens, in the order of the navigation. Each is loaded when it is opened. */
export const screens: readonly ScreenOfCentre[] = [
  {
    ...{ path: '/data', for: 'signed-in', nav: 'data' },
    Screen: screen(async () => (await import('./screens/data.tsx')).Data),
  },
  {
    ...{ path: '/records', for: 'signed-in', nav: 'records' },
    Screen: screen(async () => (await import('./screens/records.tsx')).Records),
  },
  {
    ...{ path: '/choices', for: 'signed-in', nav: 'choices' },
    Screen: screen(async () => (await import('./screens/choices.tsx')).Choices),
  },
  {
    ...{ path: '/storage', for: 'signed-in', nav: 'storage' },
    Screen: screen(async () => (await import('./screens/storage.tsx')).Storage),
  },
  {
    ...{ path: '/requests', for: 'signed-in', nav: 'requests' },
    Screen: screen(async () => (await import('./screens/requests.tsx')).Requests),
  },
  {
    ...{ path: '/requests/new', for: 'signed-in' },
    Screen: screen(async () => (await import('./screens/new-request.tsx')).NewRequest),
  },
  {
    ...{ path: '/requests/:requestId', for: 'signed-in' },
    Screen: screen(async () => (await import('./screens/request.tsx')).RequestOfPerson),
  },
  {
    ...{ path: '/notices', for: 'anyone', nav: 'notices' },
    Screen: screen(async () => (await import('./screens/notices.tsx')).Notices),
  },
  {
    ...{ path: '/ask', for: 'stranger', nav: 'ask' },
    Screen: screen(async () => (await import('./screens/ask.tsx')).Ask),
  },
  {
    ...{ path: '/ask/code', for: 'stranger' },
    Screen: screen(async () => (await import('./screens/ask-code.tsx')).AskCode),
  },
  {
    ...{ path: '/follow-up', for: 'stranger', nav: 'followUp' },
    Screen: screen(async () => (await import('./screens/follow-up.tsx')).FollowUp),
  },
  {
    ...{ path: '/activity', for: 'signed-in', nav: 'activity' },
    Screen: screen(async () => (await import('./screens/activity.tsx')).Activity),
  },
  {
    ...{ path: '/verify', for: 'anyone', nav: 'verify' },
    Screen: screen(async () => (await import('./screens/verify.tsx')).Verify),
  },
];

/** What there is a link to, for who is signed in or not: path, and name of its words. */
export const linkedFor = (isSignedIn: boolean) =>
  screens.flatMap(({ path, nav, for: people }) => {
    const isFor = people === 'anyone' || (people === 'signed-in') === isSignedIn;
    return nav === undefined || !isFor ? [] : [[path, nav] as const];
  });
