import { useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { Count, Disclosure } from '@/components/ui/Disclosure';
import { focusAfterDrawing } from '@/components/ui/focus';
import type { LeftAlone } from '@/utils/model/imported-report';
import { leftAloneWords } from './import-words';
import './import.css';

const PAGE = 100;

/** Lists what looked like a citation and stayed as it was, with the reasons. */
export function LeftAloneList({ items }: { items: readonly LeftAlone[] }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState(PAGE);
  if (items.length === 0) return null;
  const rest = items.length - shown;
  return (
    <section class="damage-group">
      <h3 class="damage-group-head">
        <Disclosure open={open} onToggle={setOpen} controls={id}>
          {i18n.t('left_alone_title')}
        </Disclosure>
        <Count value={items.length} label={i18n.t('damage_places', items.length)} />
      </h3>
      <div id={id} class="stack stack-tight" hidden={!open}>
        <ul class="left-alone">
          {open &&
            items.slice(0, shown).map((item, at) => (
              <li
                key={`${item.line.toString()}-${at.toString()}`}
                data-focus={`${id}-${at.toString()}`}
                tabIndex={-1}
              >
                <span class="muted">{i18n.t('damage_line', [item.line])}</span>
                <span dir="auto" class="left-alone-text">
                  {item.part === undefined
                    ? item.text
                    : i18n.t('left_alone_part', [item.part, item.text])}
                  {item.about !== undefined && ` ${item.about}`}
                </span>
                <span class="muted">{leftAloneWords(item.why)}</span>
              </li>
            ))}
        </ul>
        {open && rest > 0 && (
          <Button
            onClick={() => {
              setShown(shown + PAGE);
              focusAfterDrawing([`${id}-${shown.toString()}`]);
            }}
          >
            {i18n.t('damage_more', Math.min(rest, PAGE))}
          </Button>
        )}
      </div>
    </section>
  );
}
