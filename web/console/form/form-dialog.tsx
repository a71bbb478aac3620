import type { ComponentProps } from 'react';
import { ConfirmDialog } from '../../app/components/confirm-dialog.tsx';
import { WhatIsWrong } from './what-is-wrong.tsx';

type DialogProps = ComponentProps<typeof ConfirmDialog>;

/** A dialog with fields, and what the API found wrong with them. */
export function FormDialog(
  props: Omit<DialogProps, 'isOpen' | 'happens' | 'isPending' | 'error'> & {
    readonly happens: string;
    readonly change: Pick<DialogProps, 'isPending' | 'error'>;
  },
) {
  const { happens, change, children, ...rest } = props;
  const { isPending, error } = change;
  return (
    <ConfirmDialog isOpen {...rest} {...{ isPending, error }} happens={<p>{happens}</p>}>
      {children}
      <WhatIsWrong error={error} />
    </ConfirmDialog>
  );
}
