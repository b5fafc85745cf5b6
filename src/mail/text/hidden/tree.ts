/** The elements of a mail as far as it has been read, for selectors that look around. */

/** `children`: so far. */
export type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly parent: Element | null;
  readonly children: Element[];
};

const element = (name: string, attributes: Element['attributes'], parent: Element | null): Element => {
  const made = { name, attributes, parent, children: [] };
  parent?.children.push(made);
  return made;
};

/** An element that nothing looks around from. */
export const lone = (name: string, attributes: Element['attributes']): Element => ({
  name,
  attributes,
  parent: null,
  children: NOBODY,
});
const NOBODY: Element[] = [];

/**
 * Builds the tree, with the elements that programs put where a mail leaves them out: html, body and tbody
 * (HTML §13.1.2.4).
 */
export class Tree {
  #html = element('html', {}, null);
  #body = element('body', {}, this.#html);
  readonly #open: Element[] = [];

  open(name: string, attributes: Element['attributes']): Element {
    const made = this.#made(name, attributes);
    this.#open.push(made);
    return made;
  }

  close(): void {
    this.#open.pop();
  }

  #made(name: string, attributes: Element['attributes']): Element {
    if (name === 'html' || name === 'body') {
      const once = name === 'html' ? this.#html : this.#body;
      Object.assign(once.attributes, attributes);
      return once;
    }
    const around = this.#open.at(-1);
    const parent = around === undefined || around === this.#html ? this.#body : around;
    return element(name, attributes, name === 'tr' && parent.name === 'table' ? rowsOf(parent) : parent);
  }
}

function rowsOf(table: Element): Element {
  const last = table.children.at(-1);
  return last?.name === 'tbody' ? last : element('tbody', {}, table);
}

/** How css-select walks the tree, counting its steps: without any left there is nothing around an element. */
export const ADAPTER = {
  steps: 0,
  isTag: (node: Element): node is Element => node !== null,
  getName: ({ name }: Element) => name,
  getAttributeValue: ({ attributes }: Element, name: string) => attributes[name],
  hasAttrib: ({ attributes }: Element, name: string) => Object.hasOwn(attributes, name),
  getChildren: ({ children }: Element) => children,
  getText: () => '',
  getParent: ({ parent }: Element): Element | null => (--ADAPTER.steps > 0 ? parent : null),
  getSiblings: (node: Element): Element[] => {
    const siblings = node.parent?.children ?? [node];
    ADAPTER.steps -= siblings.length;
    return ADAPTER.steps > 0 ? siblings : [node];
  },
  removeSubsets: (nodes: Element[]) => nodes,
};
