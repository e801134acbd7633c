import { useRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactNode, SyntheticEvent } from 'react';

interface CellLinkProps {
  readonly href: string;
  readonly children: ReactNode;
}

/** What a cell of a grid leads to, as the browser knows links: it opens in a tab of its own, and its address is copied. */
export function CellLink({ href, children }: CellLinkProps) {
  const { history } = useRouter();
  return (
    <a
      className="cell-link"
      href={href}
      tabIndex={-1}
      draggable={false}
      // The cell would open it here, however it is pressed.
      onPointerDown={stay}
      onMouseDown={(event) => {
        stay(event);
        // The focus is the cell's.
        event.preventDefault();
      }}
      onTouchStart={stay}
      onClick={(event) => {
        stay(event);
        if (!isPlain(event)) return;
        event.preventDefault();
        history.push(href);
      }}
    >
      {children}
    </a>
  );
}

function stay(event: SyntheticEvent): void {
  event.stopPropagation();
}

function isPlain({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;
}
