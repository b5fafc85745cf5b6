#!/usr/bin/env node
// Plain JavaScript on purpose: an older Node must get as far as a newer one, or to the message, instead of stumbling
// over TypeScript.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  const { newerNode, runWith } = await import('./newer-node.js');
  const node = newerNode();
  if (node !== null) runWith(node);
  else {
    console.error(
      `tsdesk needs Node 22.19 or newer, this is ${process.versions.node}. Install one; or install tsdesk again without --omit=optional (npm ci without --omit in a clone), which brings a newer Node along.`,
    );
    process.exitCode = 1;
  }
} else {
  if (['start', 'mcp'].includes(process.argv[2] ?? '')) {
    // Loading all modules grows V8's young generation to its limit, and what idles would keep it: 50 MB, in every
    // thread. Threads begin with 4 MB of it, and the main one grows with many mails (src/lib/memory/young-generation.ts).
    // The old generation is collected when it has grown by 80 % and not when it has trebled, which takes a hundred
    // megabytes under load; at 40 % it would be 30 less, for a millisecond and a half of CPU a mail. Other commands end
    // soon, and with a flag Node compiles its own modules anew: 30 ms.
    const { setFlagsFromString } = await import('node:v8');
    for (const flag of ['--semi-space-growth-factor=1', '--min-semi-space-size=4', '--heap-growing-percent=80'])
      setFlagsFromString(flag);
  }
  // After the flags, since what is compiled with others is not taken.
  const { enableCompileCache } = await import('node:module');
  const { directory } = enableCompileCache();
  // Threads learn of the cache by this alone.
  if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= directory;
  const { isBuilt } = await import('./built.js');
  await import(isBuilt() ? '../dist/tsdesk.js' : '../src/cli/main.ts');
}
