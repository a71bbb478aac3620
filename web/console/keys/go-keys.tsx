import { useLocation } from 'wouter';
import { useLanguage } from '../language.ts';
import type { ScreenOfConsole } from '../screens.ts';
import { useKeyActions } from './keys.tsx';

/** `g` and a letter opens a screen. */
export function GoKeys({ screens }: { readonly screens: readonly ScreenOfConsole[] }) {
  const { nav } = useLanguage().words;
  const [, navigate] = useLocation();
  useKeyActions([
    { keys: 'g h', label: nav.home, run: () => navigate('/') },
    ...screens.flatMap(({ key, path, nav: name }) =>
      key === undefined || name === undefined
        ? []
        : [{ keys: `g ${key}`, label: nav[name], run: () => navigate(path) }],
    ),
  ]);
  return null;
}
