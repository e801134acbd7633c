import type { ReviewDecision } from '@proofsheet/client';
import { Check, X } from 'lucide-react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';

export interface DecisionButtonsProps {
  /** Of what, for who does not see it. */
  readonly label: string;
  readonly decision: ReviewDecision | null;
  /** The decision before is under way. */
  readonly isBusy: boolean;
  readonly onDecide: (decision: ReviewDecision | null) => void;
}

/** One or the other; pressing what is chosen takes it back. */
export function DecisionButtons({ label, decision, isBusy, onDecide }: DecisionButtonsProps) {
  return (
    <ToggleButtonGroup
      className="decisions"
      aria-label={`Your decision on ${label}`}
      selectionMode="single"
      selectedKeys={decision === null ? [] : [decision]}
      // At rest it would lose the focus.
      onSelectionChange={([chosen]) =>
        isBusy || onDecide(chosen === 'APPROVED' || chosen === 'REJECTED' ? chosen : null)
      }
    >
      <ToggleButton id="APPROVED" className="button decision approve">
        <Check aria-hidden size={18} /> {decision === 'APPROVED' ? 'Approved' : 'Approve'}
      </ToggleButton>
      <ToggleButton id="REJECTED" className="button decision reject">
        <X aria-hidden size={18} /> {decision === 'REJECTED' ? 'Rejected' : 'Reject'}
      </ToggleButton>
    </ToggleButtonGroup>
  );
}
