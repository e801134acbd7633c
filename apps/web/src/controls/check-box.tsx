import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox, type CheckboxProps } from 'react-aria-components';

export interface CheckBoxProps extends Omit<CheckboxProps, 'children' | 'className'> {
  /** What it says; `aria-label` where there is no room for it. */
  readonly children?: ReactNode;
}

/** Something that holds, or does not; in a group, one of those that hold. */
export function CheckBox({ children, ...props }: CheckBoxProps) {
  return (
    <Checkbox {...props} className="check-box">
      {({ isSelected }) => (
        <>
          <span className="check-mark" aria-hidden="true">
            {isSelected ? <Check size={14} strokeWidth={3} /> : null}
          </span>
          {children === undefined ? null : <span>{children}</span>}
        </>
      )}
    </Checkbox>
  );
}
