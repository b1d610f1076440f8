import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { DragGrip } from '@/components/organise/DragGrip';
import { IconButton } from '@/components/ui/Button';
import { Count, Disclosure } from '@/components/ui/Disclosure';
import { Icon } from '@/components/ui/Icon';
import { Menu } from '@/components/ui/Menu';
import { sectionName } from '@/components/ui/names';
import type { SectionId } from '@/utils/model/ids';
import type { Section } from '@/utils/model/report-content';
import type { ContentItem, ReportTree, SectionNode } from '@/utils/model/report-tree';
import { isFailure, verdictOf } from '@/utils/review/claim-item';
import { ItemList } from './ItemList';
import { type PanelCommands, type PanelView, usePanel } from './panel-context';
import './report.css';
import { useNear } from './near-view';
import { shiftEntries } from './shift-entries';

/** If a report has more sections than this, their controls are rendered when they come near. */
const MANY = 100;

interface SectionViewProps {
  readonly node: SectionNode;
  readonly tree: ReportTree;
  /** The position among its siblings, and their number. */
  readonly at: number;
  readonly siblings: number;
}

/** A section with its content and its subsections. */
export function SectionView({ node, tree, at, siblings }: SectionViewProps) {
  const { commands, found, views } = usePanel();
  const { section } = node;
  const title = sectionName(section.title);
  const shown = found === null ? null : countItems(node, ({ id }) => found.has(id));
  if (shown === 0) return null;
  return (
    <Foldable
      id={section.id}
      depth={node.depth}
      title={title}
      count={countItems(node, () => true)}
      failed={countItems(node, failedClip(views))}
      shown={shown}
      movable
      sparing={tree.content.sections.length > MANY}
      actions={() => <SectionActions {...{ section, title, at, siblings, commands }} />}
    >
      {node.content.length === 0 && node.children.length === 0 && (
        <p class="section-empty">{i18n.t('section_empty')}</p>
      )}
      <ItemList items={node.content} tree={tree} />
      {node.children.length > 0 && (
        <div class="section-children">
          {node.children.map((child, index) => (
            <SectionView
              key={child.section.id}
              node={child}
              tree={tree}
              at={index}
              siblings={node.children.length}
            />
          ))}
        </div>
      )}
    </Foldable>
  );
}

interface SectionActionsProps extends Pick<SectionViewProps, 'at' | 'siblings'> {
  readonly section: Section;
  readonly title: string;
  readonly commands: PanelCommands;
}

function SectionActions({ section, title, at, siblings, commands }: SectionActionsProps) {
  return (
    <>
      <IconButton
        icon="plus"
        label={`${i18n.t('add_statement')} – ${title}`}
        onClick={() => commands.addStatement(section.id)}
      />
      <Menu
        label={i18n.t('section_actions', [title])}
        focusKey={`menu-${section.id}`}
        entries={[
          {
            label: i18n.t('add_statement'),
            icon: 'edit',
            onSelect: () => commands.addStatement(section.id),
          },
          {
            label: i18n.t('add_subsection'),
            icon: 'section',
            onSelect: () => commands.ask({ kind: 'new-section', parentId: section.id }),
          },
          {
            label: i18n.t('rename'),
            icon: 'note',
            onSelect: () => commands.ask({ kind: 'rename-section', section }),
          },
          'line',
          ...shiftEntries(at, siblings, (direction) => commands.shiftSection(section, direction)),
          {
            label: i18n.t('move_to'),
            icon: 'move',
            onSelect: () => commands.ask({ kind: 'move-section', section }),
          },
          {
            label: i18n.t('export_open'),
            icon: 'page',
            onSelect: () => commands.ask({ kind: 'export', sectionId: section.id }),
          },
          'line',
          {
            label: i18n.t('delete'),
            icon: 'bin',
            danger: true,
            onSelect: () => commands.deleteSection(section),
          },
        ]}
      />
    </>
  );
}

interface FoldableProps {
  readonly id: string;
  readonly depth: number;
  readonly title: string;
  readonly count: number;
  /** The number of clips that failed their last check; shown while the section is folded. */
  readonly failed: number;
  /** The number of items that the search shows; null without a search. */
  readonly shown: number | null;
  readonly movable?: boolean;
  /** Renders its controls only near the visible area, because there are very many sections. */
  readonly sparing?: boolean;
  readonly actions?: () => ComponentChildren;
  readonly children: ComponentChildren;
}

/** A heading that shows and hides its content. During a search, nothing is hidden. */
export function Foldable(props: FoldableProps) {
  const panel = usePanel();
  const { count, shown } = props;
  const head = useRef<HTMLDivElement>(null);
  const near = useNear(head, props.sparing ?? false);
  const open = panel.found !== null || panel.isOpen(props.id);
  const Heading = `h${Math.min(props.depth + 1, 6).toString()}` as 'h2';
  const body = `body-${props.id}`;
  return (
    <section aria-labelledby={`title-${props.id}`}>
      <div ref={head} class="section-head" data-section={props.id}>
        {near && props.movable && (
          <DragGrip
            source={{ kind: 'section', id: props.id as SectionId }}
            name={props.title}
            focusKey={`grip-${props.id}`}
          />
        )}
        <Heading
          class={`section-title${props.depth > 1 ? ' section-title-deep' : ''}`}
          id={`title-${props.id}`}
        >
          {panel.found === null ? (
            <Disclosure
              open={open}
              controls={body}
              focusKey={`section-${props.id}`}
              onToggle={(next) => panel.setOpen(props.id, next)}
            >
              <bdi>{props.title}</bdi>
            </Disclosure>
          ) : (
            <bdi class="section-unfolded">{props.title}</bdi>
          )}
        </Heading>
        {!open && props.failed > 0 && (
          <span class="verdict verdict-fail" title={i18n.t('section_failed', props.failed)}>
            <Icon name="cross" size={12} />
            <span aria-hidden="true">{props.failed}</span>
            <span class="visually-hidden">{i18n.t('section_failed', props.failed)}</span>
          </span>
        )}
        <Count
          value={shown === null ? count : i18n.t('shown_of', [shown, count])}
          label={
            shown === null ? i18n.t('items_count', count) : i18n.t('items_shown', [shown, count])
          }
        />
        {near && props.actions?.()}
      </div>
      <div class="section-body" id={body} hidden={!open}>
        {open && props.children}
      </div>
    </section>
  );
}

/** Returns a function that tells whether an item is a clip that failed its latest check. */
export function failedClip(views: PanelView['views']): (item: ContentItem) => boolean {
  return (item) => {
    const view = item.kind === 'clip' ? views.get(item.id) : undefined;
    return isFailure(verdictOf(view ?? null));
  };
}

function countItems(node: SectionNode, counts: (item: ContentItem) => boolean): number {
  return node.children.reduce(
    (sum, child) => sum + countItems(child, counts),
    node.content.filter(counts).length,
  );
}
