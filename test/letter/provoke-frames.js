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
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return windows.flatMap((frame, index) => (readDocument(frame) === null || frame.ran ? [index] : []));
};

function readDocument(frame) {
  try {
    return frame.document;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
