import { createContext, use, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { keysAreOn, rememberKeys } from './remembered.ts';

/** A key, or two in a row (`g q`), and what it does. */
export interface KeyAction {
  readonly keys: string;
  readonly label: string;
  readonly run: () => void;
}

interface Keys {
  readonly isOn: boolean;
  readonly switchTo: (isOn: boolean) => void;
  readonly actions: () => readonly KeyAction[];
  readonly add: (actions: { readonly current: readonly KeyAction[] }) => () => void;
}

const Context = createContext<Keys | undefined>(undefined);

/** How long after the first of two keys the second one counts. */
const pairMilliseconds = 1_500;

/** Listens to keys while no field has the focus and no dialog is open. WCAG 2.1.4: they can be switched off. */
export function KeysProvider({ children }: { readonly children: ReactNode }) {
  const [isOn, setOn] = useState(keysAreOn);
  const sets = useRef(new Set<{ readonly current: readonly KeyAction[] }>());
  const keys = useMemo<Keys>(
    () => ({
      isOn,
      switchTo: (next) => {
        rememberKeys(next);
        setOn(next);
      },
      actions: () => [...sets.current].flatMap(({ current }) => current),
      add: (actions) => {
        sets.current.add(actions);
        return () => sets.current.delete(actions);
      },
    }),
    [isOn],
  );
  useEffect(() => {
    if (!keys.isOn) return;
    let first: { readonly key: string; readonly at: number } | undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target)) return;
      const isPair = first !== undefined && event.timeStamp - first.at < pairMilliseconds;
      const pressed = isPair ? `${first?.key} ${event.key}` : event.key;
      first = undefined;
      const actions = keys.actions();
      const found = actions.find((action) => action.keys === pressed);
      if (found !== undefined) {
        event.preventDefault();
        found.run();
      } else if (!isPair && actions.some((action) => action.keys.startsWith(`${pressed} `))) {
        first = { key: pressed, at: event.timeStamp };
      }
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [keys]);
  return <Context value={keys}>{children}</Context>;
}

const fields = 'input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable=true]';

function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('[role=dialog], [role=alertdialog]') !== null) return true;
  return target instanceof Element && target.closest(fields) !== null;
}

export function useKeys(): Keys {
  const keys = use(Context);
  if (keys === undefined) throw new TypeError('there is no KeysProvider here');
  return keys;
}

/** The keys of what is on the page, while it is there. */
export function useKeyActions(actions: readonly KeyAction[]): void {
  const { add } = useKeys();
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => add(latest), [add]);
}
