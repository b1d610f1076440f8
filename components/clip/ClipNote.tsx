import { useMemo } from 'preact/hooks';
import { shortPassage } from '@/components/ui/names';
import { drawProse, readProse } from '@/components/ui/prose';
import './clip.css';

/** A clip's note, its Markdown drawn. */
export function ClipNote({ note: whole }: { note: string }) {
  const note = shortPassage(whole);
  const prose = useMemo(() => readProse(note), [note]);
  return (
    <div class="clip-note prose" dir="auto">
      {drawProse(prose, note, () => null)}
    </div>
  );
}
