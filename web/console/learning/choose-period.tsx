import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../../app/components/button.tsx';
import { TextField } from '../form/text-field.tsx';
import { useLanguage } from '../language.ts';

/** Asks what is to be shown, and of which period: the last one where it is empty. */
export function ChoosePeriod(props: {
  readonly show: (period: string) => void;
  /** Fields. */
  readonly children: ReactNode;
}) {
  const { learning: said } = useLanguage().words;
  const [period, setPeriod] = useState('');
  return (
    <form
      className="filters no-print"
      onSubmit={(event) => {
        event.preventDefault();
        props.show(period.trim());
      }}
    >
      {props.children}
      <TextField
        label={said.period}
        help={said.periodHelp}
        maxLength={10}
        value={period}
        set={setPeriod}
      />
      <Button type="submit">{said.show}</Button>
    </form>
  );
}
