import { Component, type ComponentChild } from 'preact';

interface StillProps {
  /** All that it shows, in an order that stays. */
  readonly print: readonly unknown[];
  readonly draw: () => ComponentChild;
}

/** Draws again only when what it shows changed: a report has thousands of blocks. */
export class Still extends Component<StillProps> {
  override shouldComponentUpdate({ print }: StillProps): boolean {
    return print.some((part, at) => part !== this.props.print[at]);
  }

  render(): ComponentChild {
    return this.props.draw();
  }
}
