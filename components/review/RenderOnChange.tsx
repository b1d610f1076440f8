import { Component, type ComponentChild } from 'preact';

interface RenderOnChangeProps {
  /** The values that the content depends on, always in the same order. */
  readonly deps: readonly unknown[];
  readonly draw: () => ComponentChild;
}

/**
 * Renders its content again only when one of the values in `deps` changes. A report has thousands
 * of blocks.
 */
export class RenderOnChange extends Component<RenderOnChangeProps> {
  override shouldComponentUpdate({ deps }: RenderOnChangeProps): boolean {
    return deps.some((part, at) => part !== this.props.deps[at]);
  }

  render(): ComponentChild {
    return this.props.draw();
  }
}
