import { useBlocker } from '@tanstack/react-router';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from '../controls/button.tsx';

/** Who leaves with something that is not saved is asked; the browser asks who closes the page. */
export function LeaveQuestion({ isChanged }: { readonly isChanged: boolean }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => isChanged,
    enableBeforeUnload: isChanged,
    withResolver: true,
  });
  return (
    <ModalOverlay className="overlay" isOpen={status === 'blocked'} onOpenChange={(open) => !open && reset?.()}>
      <Modal className="modal">
        <Dialog role="alertdialog">
          <Heading slot="title">Leave without saving?</Heading>
          <p>What you have drawn is lost.</p>
          <div className="actions">
            <Button onPress={() => reset?.()}>Stay</Button>
            <Button look="main" onPress={() => proceed?.()}>
              Leave
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
