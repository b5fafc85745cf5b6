import { CommanderError } from 'commander';
import { EXIT } from './exit.ts';
import { printable } from './printable.ts';
import { program } from './tsdesk.ts';

/** The program: the command line is read, its command runs, and what it throws becomes an exit code and a sentence. */

// The reader of a pipe may close it before the end (`| head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.done);
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  else {
    const { explain } = await import('./failure.ts');
    const { exitCode, message } = explain(error);
    process.stderr.write(`${printable(message)}\n`);
    process.exitCode = exitCode;
  }
}
