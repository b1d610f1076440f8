import { useMemo } from 'preact/hooks';
import { drawProse, readProse } from '@/components/ui/prose';
import './clip.css';

/** A clip's note, its Markdown drawn. */
export function ClipNote({ note }: { note: string }) {
  const prose = useMemo(() => readProse(note), [note]);
  return (
    <div class="clip-note prose" dir="auto">
      {drawProse(prose, note, () => null)}
    </div>
  );
}
