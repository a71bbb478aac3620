import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useAppLanguage } from '../language.tsx';
import { Button } from './button.tsx';

/** A dialog over the page; Escape closes it, and the focus goes back to where it was. */
export function DialogFrame(props: {
  readonly title: string;
  readonly isOpen: boolean;
  readonly close: () => void;
  /** Asks for a decision: screen readers say it at once. */
  readonly isAlert?: boolean;
  /** In the place of the button that closes it. */
  readonly buttons?: ReactNode;
  readonly children: ReactNode;
}) {
  const { title, isOpen, close, isAlert, buttons, children } = props;
  const { app } = useAppLanguage().words;
  return (
    <ModalOverlay
      className="dialog-overlay"
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => {
        if (!open) close();
      }}
    >
      <Modal className="dialog-modal">
        <Dialog className="dialog" role={isAlert === true ? 'alertdialog' : 'dialog'}>
          <Heading slot="title">{title}</Heading>
          {children}
          <div className="buttons">{buttons ?? <Button onPress={close}>{app.close}</Button>}</div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
