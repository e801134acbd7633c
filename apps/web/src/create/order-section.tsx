import type { ReactNode } from 'react';

export interface OrderSectionProps {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the form that is always open. */
export function OrderSection({ title, aside, children }: OrderSectionProps) {
  return (
    <div className="order-section">
      <div className="order-section-head">
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </div>
  );
}
