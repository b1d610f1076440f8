import { Component, type ComponentChild } from 'preact';

interface StillProps {
  /** The values that the content depends on, always in the same order. */
  readonly print: readonly unknown[];
  readonly draw: () => ComponentChild;
}

/**
 * Renders its content again only when one of the values in `print` changes. A report has thousands
 * of blocks.
 */
export class Still extends Component<StillProps> {
  override shouldComponentUpdate({ print }: StillProps): boolean {
    return print.some((part, at) => part !== this.props.print[at]);
  }

  render(): ComponentChild {
    return this.props.draw();
  }
}
