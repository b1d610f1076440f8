/** An event with its ids and numbers. It never contains a text that somebody wrote. */
export type LogLine = { readonly event: string } & Readonly<Record<string, string | number>>;

export type WriteLog = (line: LogLine) => void;

/** Writes lines of JSON to the standard error. */
export const writeLog: WriteLog = (line) => {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`);
};
