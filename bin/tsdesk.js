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
      `tsdesk needs Node 22.19 or newer, this is ${process.versions.node}. Install one; or run npm ci in its folder, without --omit, and then "npx tsdesk" or "npm start" there: both use the Node that npm ci installs.`,
    );
    process.exitCode = 1;
  }
} else {
  // Loading all modules grows V8's young generation to its limit, and an idle daemon would keep it: 50 MB, in every
  // thread.
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--semi-space-growth-factor=1');
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  const { isBuilt } = await import('./built.js');
  await import(isBuilt() ? '../dist/tsdesk.js' : '../src/cli/main.ts');
}
