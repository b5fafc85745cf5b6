// Runs in the page that shows a letter.

/** Red, green, blue and, where there is one, alpha of a computed colour. */
const channels = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);

/** Relative luminance, WCAG 2.2. */
function luminance(color) {
  const [r, g, b] = color.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The colour an element's text stands on. */
function behind(element) {
  if (element === null) return [255, 255, 255];
  const color = channels(getComputedStyle(element).backgroundColor);
  return color[3] === 0 ? behind(element.parentElement) : color;
}

/** Texts whose contrast with what is behind them is below 4.5 (WCAG 2.2, 1.4.3), each with its ratio. */
globalThis.faintTexts = () => {
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const element = walker.currentNode.parentElement;
    // Nobody sees the preheader in the letter itself.
    if (text === '' || element.getClientRects().length === 0) continue;
    const lights = [luminance(channels(getComputedStyle(element).color)), luminance(behind(element))];
    const ratio = (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
    if (ratio < 4.5) faint.push(`${text.slice(0, 30)}: ${ratio.toFixed(2)}`);
  }
  return faint;
};
