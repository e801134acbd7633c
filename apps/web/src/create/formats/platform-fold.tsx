import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { Button as PlainButton } from '../../controls/button.tsx';
import type { Platform } from './platforms.ts';

export interface PlatformFoldProps {
  readonly platform: Platform;
  /** How many of its formats are chosen. */
  readonly count: number;
  readonly onAll: (all: boolean) => void;
  readonly children: ReactNode;
}

/** One platform: its name, how many of its formats are chosen, and all of them at once. */
export function PlatformFold({ platform: { title, shapes }, count, onAll, children }: PlatformFoldProps) {
  const all = count === shapes.length;
  return (
    <Disclosure id={title} className="platform">
      <div className="platform-head">
        <Heading level={3} className="platform-name">
          <Button slot="trigger" className="fold-button">
            <ChevronRight aria-hidden size={16} className="fold-chevron" />
            <span className="fold-title">{title}</span>
            <span className={count > 0 ? 'fold-summary used' : 'fold-summary'}>
              {count > 0 ? `${count} of ${shapes.length}` : shapes.length}
            </span>
          </Button>
        </Heading>
        <PlainButton look="quiet" aria-label={`${all ? 'None' : 'All'} of ${title}`} onPress={() => onAll(!all)}>
          {all ? 'None' : 'All'}
        </PlainButton>
      </div>
      <DisclosurePanel className="fold-panel">{children}</DisclosurePanel>
    </Disclosure>
  );
}
