import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';

export interface ButtonProps extends Omit<AriaButtonProps, 'isPending'> {
  /** How much it draws the eye. */
  readonly look?: 'main' | 'plain' | 'quiet';
  /** While what it does is under way it does not do it again; its words say that it is. */
  readonly isBusy?: boolean;
}

export function Button({ look = 'plain', isBusy = false, isDisabled = false, ...props }: ButtonProps) {
  return <AriaButton {...props} isDisabled={isDisabled || isBusy} className={`button ${look}`} />;
}
