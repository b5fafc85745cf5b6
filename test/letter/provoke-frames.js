/** Moves the mouse over, focuses and clicks everything in every frame; says in which frames (by index) a script ran. */
globalThis.provokeFrames = async () => {
  const windows = [...document.querySelectorAll('iframe')].map((frame) => frame.contentWindow);
  for (const frame of windows) {
    // A frame that has gone elsewhere is out of reach; that it went is seen by the server.
    const elements = readDocument(frame)?.body?.querySelectorAll('*') ?? [];
    for (const element of elements) {
      element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
      element.focus?.();
      // Following a link to a web page is the reader's own choice.
      if (!element.closest('a[href^="http"], a[href^="mailto:"]')) {
        element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
      }
    }
  }
  const ran = () => windows.flatMap((frame, index) => (readDocument(frame) === null || frame.ran ? [index] : []));
  await settled(() => ran().length + windows.reduce((sum, frame) => sum + requestsOf(frame), 0));
  return ran();
};

/** Handlers and requests come when the browser gets to them: resolves once a count has stood still for 30 frames. */
async function settled(count) {
  for (let before = count(), still = 0; still < 30; still++) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const now = count();
    if (now !== before) still = -1;
    before = now;
  }
}

const requestsOf = (frame) =>
  readDocument(frame) === null ? 0 : frame.performance.getEntriesByType('resource').length;

function readDocument(frame) {
  try {
    return frame.document;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
