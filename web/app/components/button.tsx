import { Button as AriaButton } from 'react-aria-components';
import type { ButtonProps as AriaProps } from 'react-aria-components';

interface ButtonProps extends Omit<AriaProps, 'className' | 'style' | 'isPending'> {
  /** One main action of a screen at most. */
  readonly tone?: 'main' | 'danger';
  /**
   * It was pressed and the answer is awaited: it keeps the focus, and does nothing more. Not `isPending`
   * of react-aria, which announces a progress bar that is not here.
   */
  readonly isPending?: boolean;
}

export const Button = ({ tone, isPending = false, onPress, ...props }: ButtonProps) => (
  <AriaButton
    {...props}
    {...(!isPending && onPress !== undefined && { onPress })}
    aria-disabled={isPending}
    className={tone === undefined ? 'button' : `button ${tone}`}
  />
);
