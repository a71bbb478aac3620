import { Component } from 'react';
import type { ReactNode } from 'react';

interface Props {
  /** Address of the screen: another one is drawn, although this one cannot be. */
  readonly at: string;
  /** Shown instead. */
  readonly fault: ReactNode;
  readonly children: ReactNode;
}

interface State {
  readonly isFaulty: boolean;
}

/** Where one screen cannot be drawn, what surrounds it stays, and the other screens work. */
export class FaultBoundary extends Component<Props, State> {
  override readonly state: State = { isFaulty: false };

  static getDerivedStateFromError(): State {
    return { isFaulty: true };
  }

  override componentDidUpdate(before: Props): void {
    if (before.at !== this.props.at && this.state.isFaulty) this.setState({ isFaulty: false });
  }

  override render(): ReactNode {
    return this.state.isFaulty ? this.props.fault : this.props.children;
  }
}
