import { fileShapes } from './files.ts';
import { headerShapes } from './header.ts';
import { htmlShapes } from './html.ts';
import type { Shapes } from './pieces.ts';
import { reportShapes } from './report.ts';
import { structureShapes } from './structure.ts';
import { textShapes } from './text.ts';

/** Mails that are made to be slow to read: each is cheap to send. */
export const hostileShapes: Shapes = {
  ...named('HTML', htmlShapes),
  ...named('text', textShapes),
  ...named('header', headerShapes),
  ...named('parts', structureShapes),
  ...named('report', reportShapes),
  ...named('file', fileShapes),
};

function named(kind: string, shapes: Shapes): Shapes {
  return Object.fromEntries(Object.entries(shapes).map(([name, make]) => [`${kind}: ${name}`, make]));
}
