import { Button as AriaButton } from 'react-aria-components';
import type { ButtonProps as AriaProps } from 'react-aria-components';

interface ButtonProps extends Omit<AriaProps, 'className' | 'style'> {
  /** One main action of a screen at most. */
  readonly tone?: 'main' | 'danger';
}

export const Button = ({ tone, ...props }: ButtonProps) => (
  <AriaButton {...props} className={tone === undefined ? 'button' : `button ${tone}`} />
);
