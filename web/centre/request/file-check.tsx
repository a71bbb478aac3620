import { useId, useState } from 'react';
import type { DragEvent } from 'react';
import { Outcome } from '../../app/components/message.tsx';
import { useLanguage } from '../language.ts';

type Check = 'checking' | 'same' | 'different';

/** Compares a file on the person's machine with the hash of what was made for them. */
export function FileCheck({ sha256 }: { readonly sha256: string }) {
  const { export: words } = useLanguage().words.requests;
  const id = useId();
  const [check, setCheck] = useState<Check>();
  const [isOver, setOver] = useState(false);
  const compare = async (file: File | undefined) => {
    if (file === undefined) return;
    setCheck('checking');
    setCheck((await hashOf(file)) === sha256.toLowerCase() ? 'same' : 'different');
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void compare(event.dataTransfer.files[0]);
  };
  return (
    <details>
      <summary>{words.check}</summary>
      <div
        className={isOver ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p>{words.checkLead}</p>
        <div className="field">
          <label htmlFor={id}>{words.choose}</label>
          <input
            id={id}
            type="file"
            onChange={({ currentTarget }) => void compare(currentTarget.files?.[0])}
          />
        </div>
      </div>
      <Outcome tone={check === 'same' ? 'good' : check === 'different' ? 'bad' : undefined}>
        {check !== undefined && <p>{words[check]}</p>}
      </Outcome>
      <p className="small">
        {words.fingerprint}: <span className="code">{sha256}</span>
      </p>
    </details>
  );
}

/** Hex, as the API writes it. */
async function hashOf(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
