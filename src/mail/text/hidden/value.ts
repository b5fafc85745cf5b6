/** Which values programs take for a property: what is none is passed over, and an earlier value goes on to count. */

import { colour } from './colour.ts';
import { lengthOf, WORKED_OUT } from './ways.ts';

/** What every property takes. */
const EVERYWHERE = /^(?:inherit|initial|unset|revert)$/;

/** What `background` says beside a colour and a picture. */
const NO_COLOUR =
  /^(?:(?:none|(?:no-)?repeat(?:-[xy])?|fixed|scroll|local|left|right|top|bottom|center|-?[\d.]+(?:px|em|pt|%)?)(?:\s+|$))+$/;

const isLength = (part: string): boolean =>
  /^(?:0|auto|normal)$/.test(part) || (/[a-z%]$/.test(part) && lengthOf(part) !== null);
const length = (value: string): boolean => isLength(value) || WORKED_OUT.test(value);
const lengths = (value: string): boolean => value.split(/\s+/).every(isLength);
const number = (value: string): boolean => /^[\d.]+%?$/.test(value) || WORKED_OUT.test(value);
const ground = (value: string): boolean => value.includes('(') || NO_COLOUR.test(value) || paint(value);
const paint = (value: string): boolean => value === 'currentcolor' || colour(value) !== null;
const oneOf =
  (words: RegExp) =>
  (value: string): boolean =>
    words.test(value);

/** Those with which an element is hidden or shown again. Values that only some programs know are none. */
const VALUES: readonly (readonly [properties: string, takes: (value: string) => boolean])[] = [
  [
    'display',
    oneOf(
      /^(?:none|contents|block|list-item|flow-root|inline|(?:inline-)?(?:block|flex|grid|table)|table-(?:caption|cell|(?:column|row)(?:-group)?|(?:footer|header)-group))$/,
    ),
  ],
  ['visibility', oneOf(/^(?:visible|hidden|collapse)$/)],
  ['overflow overflow-x overflow-y', oneOf(/^(?:visible|hidden|scroll|auto)$/)],
  ['mso-hide', oneOf(/^(?:all|none|screen)$/)],
  ['color background-color text-fill-color', paint],
  ['background-image', ground],
  ['margin margin-left margin-top margin-right margin-bottom inset', lengths],
  ['text-indent letter-spacing left top right bottom', length],
  ['height width block-size inline-size max-height max-width max-block-size max-inline-size', length],
  ['line-height', (value) => length(value) || number(value)],
  ['font-size', (value) => length(value) || /^(?:xx?-small|small|medium|x{0,3}-?large|smaller|larger)$/.test(value)],
  ['opacity zoom scale', number],
];
const TAKES = new Map(VALUES.flatMap(([properties, takes]) => properties.split(' ').map((name) => [name, takes])));

/** Whether programs take a value for a property. Of a property that hides nothing by itself, any is taken. */
export function isValue(property: string, value: string): boolean {
  const takes = TAKES.get(property);
  return takes === undefined || EVERYWHERE.test(value) || takes(value);
}
