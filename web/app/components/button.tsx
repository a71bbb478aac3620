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
  /** It was pressed again meanwhile. */
  readonly pressedAgain?: () => void;
}

export function Button({ tone, isPending = false, pressedAgain, onPress, ...props }: ButtonProps) {
  const press = isPending ? pressedAgain : onPress;
  return (
    <AriaButton
      {...props}
      {...(press !== undefined && { onPress: press })}
      aria-disabled={isPending}
      className={tone === undefined ? 'button' : `button ${tone}`}
    />
  );
}
