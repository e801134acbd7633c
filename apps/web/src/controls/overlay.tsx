import { useBlocker, useRouter } from '@tanstack/react-router';
import { type ReactNode, useContext, useEffect, useLayoutEffect, useRef } from 'react';
import { ModalOverlay, type ModalOverlayProps, OverlayTriggerStateContext } from 'react-aria-components';

/** As long as systems let the second press of a double click come after the first. */
const DOUBLE_CLICK_MS = 500;

export interface OverlayProps extends Omit<ModalOverlayProps, 'children' | 'shouldCloseOnInteractOutside'> {
  readonly children: ReactNode;
}

/**
 * What a dialog lies on. A double click on what opens it opens it: the second press falls beside the dialog, and ends
 * nothing. The way back of a browser or a phone leads out of the dialog, not out of the page below.
 */
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
      <WayBack />
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

/** What is open, the uppermost last. */
const open: object[] = [];

function WayBack(): null {
  const state = useContext(OverlayTriggerStateContext);
  const self = useRef({});
  useLayoutEffect(() => {
    const one = self.current;
    open.push(one);
    return () => {
      open.splice(open.indexOf(one), 1);
    };
  }, []);
  const { history } = useRouter();
  // From the first page of a tab the way back leads out of this site, which no page can hinder: so there is one more.
  useEffect(() => {
    const { href, state } = history.location;
    if (state.__TSR_index === 0) history.push(href, { __hashScrollIntoViewOptions: false }, { ignoreBlocker: true });
  }, [history]);
  useBlocker({
    shouldBlockFn: ({ action }) => {
      if (action !== 'BACK' || open.at(-1) !== self.current) return false;
      state?.close();
      return true;
    },
    enableBeforeUnload: false,
  });
  return null;
}
