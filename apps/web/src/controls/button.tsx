import { useState } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';

export interface ButtonProps extends Omit<AriaButtonProps, 'isPending' | 'onFocusChange'> {
  /** How much it draws the eye. */
  readonly look?: 'main' | 'plain' | 'quiet';
  /** While what it does is under way it does not do it again; its words say that it is. */
  readonly isBusy?: boolean;
}

/** At rest, and no button that a form is sent by. */
const HELD = { 'aria-disabled': true, 'data-held': true, type: 'button', onPress: () => {} } as const;

/** One that comes to rest while the focus is on it keeps the focus until it is left: browsers would drop it on the page. */
export function Button({ look = 'plain', isBusy = false, isDisabled = false, ...props }: ButtonProps) {
  const [hasFocus, setHasFocus] = useState(false);
  const rests = isBusy || isDisabled;
  return (
    <AriaButton
      {...props}
      {...(rests && hasFocus ? HELD : { isDisabled: rests })}
      onFocusChange={setHasFocus}
      className={`button ${look}`}
    />
  );
}
