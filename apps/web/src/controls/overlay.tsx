import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { ModalOverlay, type ModalOverlayProps } from 'react-aria-components';

/** As long as systems let the second press of a double click come after the first. */
const DOUBLE_CLICK_MS = 500;

export interface OverlayProps extends Omit<ModalOverlayProps, 'children' | 'shouldCloseOnInteractOutside'> {
  readonly children: ReactNode;
}

/** What a dialog lies on. A double click on what opens it opens it: the second press falls beside the dialog, and ends nothing. */
export function Overlay({ children, ...props }: OverlayProps) {
  const openedAt = useRef(0);
  const isSettled = () => performance.now() - openedAt.current > DOUBLE_CLICK_MS;
  return (
    <ModalOverlay {...props} shouldCloseOnInteractOutside={isSettled}>
      <Opening
        onOpen={(now) => {
          openedAt.current = now;
        }}
      />
      {children}
    </ModalOverlay>
  );
}

function Opening({ onOpen }: { readonly onOpen: (now: number) => void }): null {
  const told = useRef(onOpen);
  useLayoutEffect(() => {
    told.current(performance.now());
  }, []);
  return null;
}
