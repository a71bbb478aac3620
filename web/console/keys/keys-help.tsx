import { useState } from 'react';
import { Button } from '../../app/components/button.tsx';
import { DialogFrame } from '../../app/components/dialog-frame.tsx';
import { useLanguage } from '../language.ts';
import { useKeyActions, useKeys } from './keys.tsx';
import type { KeyAction } from './keys.tsx';

/** `?`, or a button: which keys there are, and a switch for those who press them by mistake. */
export function KeysHelp() {
  const { keys: words } = useLanguage().words;
  const { actions } = useKeys();
  const [shown, setShown] = useState<readonly KeyAction[]>();
  const show = () => setShown(actions());
  useKeyActions([{ keys: '?', label: words.title, run: show }]);
  return (
    <>
      <Button onPress={show}>{words.title}</Button>
      <DialogFrame
        title={words.title}
        isOpen={shown !== undefined}
        close={() => setShown(undefined)}
      >
        <KeyList actions={shown ?? []} />
        <Switch />
      </DialogFrame>
    </>
  );
}

function KeyList({ actions }: { readonly actions: readonly KeyAction[] }) {
  const { keys: words } = useLanguage().words;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{words.key}</th>
          <th scope="col">{words.does}</th>
        </tr>
      </thead>
      <tbody>
        {actions.map(({ keys, label }) => (
          <tr key={keys}>
            <th scope="row">
              {keys.split(' ').map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
            </th>
            <td>{label}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Switch() {
  const { keys: words } = useLanguage().words;
  const { isOn, switchTo } = useKeys();
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={isOn}
        onChange={({ currentTarget }) => switchTo(currentTarget.checked)}
      />
      {words.on}
    </label>
  );
}
