import { ChevronDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';

export interface FoldProps {
  readonly title: string;
  /** What is in it, while it is closed. */
  readonly summary?: string | undefined;
  /** Whether the summary says what has been chosen, not what can be. */
  readonly used?: boolean;
  readonly isOpenAtFirst?: boolean;
  /** It opens whenever this changes; 0: nothing in it wants to be seen. */
  readonly calls?: number;
  readonly children: ReactNode;
}

/** A part of a form that is calm while nobody needs it. */
export function Fold({ title, summary, used = false, isOpenAtFirst = false, calls = 0, children }: FoldProps) {
  const [isExpanded, setExpanded] = useState(isOpenAtFirst || calls > 0);
  // It opens for what calls, and does not close under somebody who puts it right.
  const [answered, setAnswered] = useState(calls);
  if (calls !== answered) {
    setAnswered(calls);
    if (calls > 0) setExpanded(true);
  }
  // What nobody has opened is not there, and asks the server for nothing.
  const [wasOpen, setWasOpen] = useState(isExpanded);
  if (isExpanded && !wasOpen) setWasOpen(true);
  return (
    <Disclosure className="fold" isExpanded={isExpanded} onExpandedChange={setExpanded}>
      <Heading level={2} className="fold-head">
        <Button slot="trigger" className="fold-button">
          <span className="fold-title">{title}</span>
          <span className={used ? 'fold-summary used' : 'fold-summary'} dir="auto">
            {isExpanded ? null : summary}
          </span>
          <ChevronDown aria-hidden size={16} className="fold-chevron" />
        </Button>
      </Heading>
      <DisclosurePanel className="fold-panel">
        {wasOpen ? <div className="fold-content">{children}</div> : null}
      </DisclosurePanel>
    </Disclosure>
  );
}
