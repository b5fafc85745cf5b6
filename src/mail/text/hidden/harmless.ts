/** Properties that show words differently and hide none; every other one is looked at, or its words are in doubt. */
const HARMLESS = `
  mso-(?!hide).* x-.* tab-interval layout-.* behavior size src page lang unicode-range separator-image mark.*
  font-(?!size$).* text-(?!indent|fill|security|stroke|size$).* word-.* white-space.* vertical-align line-break hyphen.*
  quotes direction writing-mode orientation punctuation-.* ruby-.* line-grid.* tab-.* speak.* content counter-.*
  border.* outline.* padding.* margin-collapse box-.* list-style.* float clear cursor pointer-events columns? min-.*
  orphans widows page-.* break-.* table-layout empty-cells caption-side flex.* grid.* gap row-gap column-.* align-.*
  justify-.* place-.* order overflow-(?:wrap|anchor|scrolling) object-.* aspect-ratio isolation z-index all
  background-(?:repeat|size|position.*|origin|attachment) backdrop-filter color-(?:adjust|scheme) print-color-adjust
  stroke.* fill.* caret-color accent-color user-.* appearance resize scroll.* touch-.* will-change tap-highlight-color
  osx-font-smoothing nbsp-mode rtl-ordering locale interpolation-mode image-rendering
  transform-(?:origin|style) transition.*
`;
const NAMES = new RegExp(`^(?:${HARMLESS.split(/\s+/).join('|')})$`);

/** Properties come again and again. */
const known = new Map<string, boolean>();

/**
 * Whether a property, without the mark of a program, hides no words whatever its value. What is no name is passed over,
 * as programs do.
 */
export function isHarmless(property: string): boolean {
  const before = known.get(property);
  if (before !== undefined) return before;
  const found = !/^[a-z][a-z-]{0,60}$/.test(property) || NAMES.test(property);
  if (known.size < 1000) known.set(property, found);
  return found;
}
