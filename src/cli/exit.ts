/** Exit codes of every command, after sysexits(3). */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  unreadableInput: 65,
  unavailable: 69,
  tryAgain: 75,
  configuration: 78,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with a sentence for the person who ran it: what is wrong, where, and what to do. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;
  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}
