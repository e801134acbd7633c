import type { SeenDecision } from '@proofsheet/client';
import { Check, X } from 'lucide-react';

/** Who has approved it and who has rejected it, by name. */
export function Verdicts({ decisions }: { readonly decisions: readonly Omit<SeenDecision, 'own'>[] }) {
  if (decisions.length === 0) return null;
  return (
    <ul className="verdicts">
      {decisions.map(({ reviewer, decision, decidedAt }) => (
        <li key={`${reviewer} ${decidedAt}`} className={`verdict ${decision === 'APPROVED' ? 'approved' : 'rejected'}`}>
          {decision === 'APPROVED' ? <Check aria-hidden size={14} /> : <X aria-hidden size={14} />}
          <span className="unseen">{decision === 'APPROVED' ? 'Approved by ' : 'Rejected by '}</span>
          <bdi>{reviewer}</bdi>
        </li>
      ))}
    </ul>
  );
}
