/**
 * vitest ends its workers with SIGTERM, which by itself runs no `exit` listeners: with this imported, the servers that a
 * failed set-up left running are ended too.
 */
process.once('SIGTERM', () => process.exit(143));
