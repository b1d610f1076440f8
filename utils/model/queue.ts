/**
 * Runs acts one after the other in the order of the calls, whether or not the previous one
 * succeeded. Each caller gets the result or the error of its own act.
 */
export function createQueue(): <T>(act: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const turn = last.then(act);
    last = turn.catch(() => undefined);
    return turn;
  };
}
