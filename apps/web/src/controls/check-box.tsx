import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';

export interface CheckBoxProps {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly children: ReactNode;
}

/** Something that holds, or does not. */
export function CheckBox({ children, ...props }: CheckBoxProps) {
  return (
    <Checkbox {...props} className="check-box">
      {({ isSelected }) => (
        <>
          <span className="check-mark" aria-hidden="true">
            {isSelected ? <Check size={14} strokeWidth={3} /> : null}
          </span>
          <span>{children}</span>
        </>
      )}
    </Checkbox>
  );
}
