/**
 * vitest ends its workers with SIGTERM, which alone runs no `exit` listeners. Importing this file also ends the servers
 * that a failed set-up left running.
 */
process.once('SIGTERM', () => process.exit(143));
