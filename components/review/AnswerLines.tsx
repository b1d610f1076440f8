import type { GivenAnswer } from '@/utils/model/project-reviews';
import { answerWords } from './person-words';
import '@/components/clip/clip.css';

/** Shows an editor's answer to an objection, and why, in the editor's words. */
export function AnswerLines({ answer }: { answer: GivenAnswer }) {
  return (
    <>
      <p>{answerWords(answer)}</p>
      {answer.note.trim() !== '' && (
        <p class="clip-note" dir="auto">
          {answer.note}
        </p>
      )}
    </>
  );
}
