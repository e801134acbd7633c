import type { ReactNode } from 'react';
import { Dialog, DialogTrigger, Heading, Modal } from 'react-aria-components';
import { inWords } from '../server/client.ts';
import { Button } from './button.tsx';
import { Overlay } from './overlay.tsx';

export interface QuestionProps {
  /** What opens it. */
  readonly trigger: ReactNode;
  readonly title: ReactNode;
  /** What comes of it. */
  readonly children: ReactNode;
  readonly yes: string;
  readonly no?: string;
  readonly error?: unknown;
  readonly isBusy?: boolean;
  /** Closes it by itself when it is done. */
  readonly onYes: (close: () => void) => void;
}

/** Asks before what cannot be taken back. */
export function Question({ trigger, title, children, yes, no = 'Cancel', error, isBusy, onYes }: QuestionProps) {
  return (
    <DialogTrigger>
      {trigger}
      <Overlay className="overlay" isDismissable>
        <Modal className="modal">
          <Dialog role="alertdialog">
            {({ close }) => (
              <>
                <Heading slot="title">{title}</Heading>
                {children}
                {error ? (
                  <p role="alert" className="wrong">
                    {inWords(error)}
                  </p>
                ) : null}
                <div className="actions">
                  <Button onPress={close}>{no}</Button>
                  <Button look="main" isBusy={isBusy ?? false} onPress={() => onYes(close)}>
                    {yes}
                  </Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </Overlay>
    </DialogTrigger>
  );
}
